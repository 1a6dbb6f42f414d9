package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.Listening;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.detect.Observation;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.detect.SilenceState;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one device at a time: takes its messages, its operators' actions and the passing of time, and decides.
 *
 * <p>What is decided depends on the device's own messages and actions, in the order in which they are shown, on the times
 * recorded with them, and on when the gateway was listening; never on a wall clock. The clock here is that of arrivals:
 * before a message that arrived at a time is applied, all deadlines up to that time are ({@link #advance}). Timers only see
 * to it that a deadline is not late when the device says nothing.
 *
 * <p>Old news has no effect: a message that says what was more than {@link #OLD_NEWS} before it arrived, or, for each
 * detector, before the newest message that the detector has seen.
 */
public final class DeviceWatch {
    /** Past this age, what a message says is not about now. */
    static final Duration OLD_NEWS = Duration.ofMinutes(5);

    private final RuleBook rules;
    private final Listening listening;
    private final AlarmDesk desk;
    private final Outbox out;

    public DeviceWatch(RuleBook rules, Listening listening, AlarmStore alarms, Outbox out) {
        this.rules = rules;
        this.listening = listening;
        this.desk = new AlarmDesk(rules, alarms, out);
        this.out = out;
    }

    /** Takes what the device said. */
    public void hear(DeviceState device, DeviceUplink uplink) {
        Long lastHeard = device.lastHeard();
        // The order in the log prevails over the stamps
        long arrival = lastHeard == null ? uplink.arrival() : Math.max(lastHeard, uplink.arrival());
        advance(device, arrival);
        out.count(AlarmMeter.MESSAGES);
        if (uplink.channel() == Channel.DEATH) {
            // A last will is the gateway's word: it is no sign of life
            return;
        }
        device.address(uplink.address());
        device.lastHeard(arrival);
        endSilence(device, uplink.address(), arrival);
        for (DeviceMessage message : uplink.messages()) {
            if (message instanceof Birth birth) {
                install(device, birth, arrival);
            }
            judge(device, uplink.address(), message, uplink.arrival(), arrival);
        }
    }

    /** Takes what an operator did; the log has come to its time. */
    public void act(DeviceState device, AlarmAction action) {
        advance(device, action.t());
        desk.act(device, action);
    }

    /** Carries out the actions that were held, without waiting for the log to come to their time. */
    public void actOnHeld(DeviceState device) {
        while (!device.held().isEmpty()) {
            act(device, device.release());
        }
    }

    /** Applies every deadline up to that time, in order. */
    public void advance(DeviceState device, long clock) {
        for (long due = nextDue(device); due <= clock; due = nextDue(device)) {
            elapseDetectors(device, due);
            beginSilence(device, due);
            Long shelfEnd = device.shelfEnd();
            if (shelfEnd != null && shelfEnd <= due) {
                desk.endShelving(device, due);
            }
            while (!device.held().isEmpty() && device.held().get(0).t() <= due) {
                desk.act(device, device.release());
            }
        }
    }

    /** When something will change by itself if nothing more is heard, or {@link Detector#NEVER}. */
    public long nextDeadline(DeviceState device) {
        return Math.min(nextDue(device), silentAt(device));
    }

    /** The next deadline that is certain: when the gateway was listening is known up to it. */
    private long nextDue(DeviceState device) {
        long next = silentAt(device);
        if (next > listening.knownUntil()) {
            next = Detector.NEVER;
        }
        DeviceAddress address = device.address();
        if (address != null && !device.detectors.isEmpty()) {
            for (Rule rule : rules.of(address.kind())) {
                if (rule.detector() instanceof MessageDetector<?> detector) {
                    next = Math.min(next, deadline(detector, device.detectors.get(rule.id())));
                }
            }
        }
        if (device.shelfEnd() != null) {
            next = Math.min(next, device.shelfEnd());
        }
        if (!device.held().isEmpty()) {
            next = Math.min(next, device.held().get(0).t());
        }
        return next;
    }

    private void judge(DeviceState device, DeviceAddress address, DeviceMessage message, long stamped, long arrival) {
        if (stamped - message.t() > OLD_NEWS.toMillis()) {
            out.count(AlarmMeter.OLD_NEWS);
            return;
        }
        Observation observation = new Observation(message, Math.min(message.t(), stamped), arrival, device.facts());
        boolean late = false;
        for (Rule rule : rules.of(address.kind())) {
            if (rule.detector() instanceof MessageDetector<?> detector && detector.concerns(observation)) {
                late |= !observe(device, rule, detector, observation);
            }
        }
        if (late) {
            out.count(AlarmMeter.OLD_NEWS);
        }
    }

    /** Shows the detector a message, unless it has seen a newer one. */
    private <S extends DetectorState> boolean observe(
            DeviceState device, Rule rule, MessageDetector<S> detector, Observation observation) {
        DetectorState known = device.detectors.get(rule.id());
        S state = detector.stateType().isInstance(known) ? detector.stateType().cast(known) : detector.fresh();
        if (observation.effective() < state.newest()) {
            return false;
        }
        state.newest(observation.effective());
        device.detectors.put(rule.id(), state);
        report(device, rule, detector.observe(state, observation), observation.arrival());
        return true;
    }

    private void elapseDetectors(DeviceState device, long clock) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule rule : rules.of(address.kind())) {
            if (rule.detector() instanceof MessageDetector<?> detector) {
                Finding finding = elapse(detector, device.detectors.get(rule.id()), clock, device.facts());
                report(device, rule, finding, clock);
            }
        }
    }

    private void report(DeviceState device, Rule rule, @Nullable Finding finding, long t) {
        if (finding != null) {
            desk.found(device, rule, finding, t);
        }
    }

    /** The newest birth by its own time holds, whenever it comes. */
    private void install(DeviceState device, Birth birth, long arrival) {
        DeviceFacts before = device.facts();
        if (before != null && birth.t() < before.t()) {
            return;
        }
        DeviceFacts facts = DeviceFacts.of(birth);
        device.facts(facts);
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        if (facts.state() == AssetState.DECOMMISSIONED) {
            retire(device, address, arrival);
        } else if (before == null || before.baselineTiltDeg() != facts.baselineTiltDeg()) {
            for (Rule rule : rules.of(address.kind())) {
                if (rule.detector() instanceof MessageDetector<?> detector) {
                    reinstall(detector, device.detectors.get(rule.id()));
                }
            }
        }
    }

    /** Whatever a device in service had found is over when it is taken away. */
    private void retire(DeviceState device, DeviceAddress address, long arrival) {
        for (Rule rule : rules.of(address.kind())) {
            DetectorState state = device.detectors.get(rule.id());
            if (state != null && rule.detector() instanceof MessageDetector<?> detector) {
                DetectorState fresh = detector.fresh();
                fresh.newest(state.newest());
                device.detectors.put(rule.id(), fresh);
                desk.found(device, rule, new Finding.Over(null), arrival);
            }
        }
    }

    private void beginSilence(DeviceState device, long clock) {
        DeviceAddress address = device.address();
        Long lastHeard = device.lastHeard();
        if (address == null || lastHeard == null) {
            return;
        }
        for (Rule rule : rules.of(address.kind())) {
            if (rule.detector() instanceof Silence silence && silentAt(device, rule, silence) <= clock) {
                device.detectors.put(rule.id(), new SilenceState());
                desk.found(
                        device,
                        rule,
                        new Finding.Present(silence.severityOf(address.kind()), lastHeard, Evidence.NONE),
                        clock);
            }
        }
    }

    private void endSilence(DeviceState device, DeviceAddress address, long arrival) {
        for (Rule rule : rules.of(address.kind())) {
            if (rule.detector() instanceof Silence && device.detectors.remove(rule.id()) != null) {
                desk.found(device, rule, new Finding.Over(null), arrival);
            }
        }
    }

    private long silentAt(DeviceState device) {
        long first = Detector.NEVER;
        DeviceAddress address = device.address();
        if (address != null && device.facts() != null) {
            for (Rule rule : rules.of(address.kind())) {
                if (rule.detector() instanceof Silence silence) {
                    first = Math.min(first, silentAt(device, rule, silence));
                }
            }
        }
        return first;
    }

    /** When the device will have been silent for too long, by that rule; never when it is not expected to report. */
    private long silentAt(DeviceState device, Rule rule, Silence silence) {
        DeviceFacts facts = device.facts();
        DeviceAddress address = device.address();
        Long lastHeard = device.lastHeard();
        if (facts == null
                || address == null
                || lastHeard == null
                || !facts.isExpectedToReport()
                || device.detectors.containsKey(rule.id())) {
            return Detector.NEVER;
        }
        return listening.silentAt(lastHeard, silence.patienceMillis(facts.reportInterval(address.kind())));
    }

    private static <S extends DetectorState> long deadline(MessageDetector<S> detector, @Nullable DetectorState state) {
        return detector.stateType().isInstance(state)
                ? detector.deadline(detector.stateType().cast(state))
                : Detector.NEVER;
    }

    private static <S extends DetectorState> @Nullable Finding elapse(
            MessageDetector<S> detector, @Nullable DetectorState state, long clock, @Nullable DeviceFacts facts) {
        return detector.stateType().isInstance(state)
                ? detector.elapse(detector.stateType().cast(state), clock, facts)
                : null;
    }

    private static <S extends DetectorState> void reinstall(
            MessageDetector<S> detector, @Nullable DetectorState state) {
        if (detector.stateType().isInstance(state)) {
            detector.reinstall(detector.stateType().cast(state));
        }
    }
}

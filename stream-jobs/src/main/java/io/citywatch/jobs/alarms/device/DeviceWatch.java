package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.alarms.detect.GroupDetector;
import io.citywatch.jobs.alarms.detect.Listening;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.detect.Observation;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one device at a time: takes its messages, its operators' actions and the passing of time, and decides.
 *
 * <p>What is decided depends on the device's own messages and actions, in the order in which they are shown, on the times
 * recorded with them, and on when the gateway was listening; never on a wall clock. The clock here is that of arrivals:
 * before a message that arrived at a time is applied, all deadlines up to that time are. Timers only see to it that a deadline
 * is not late when the device says nothing. Silence alone waits for the watermark: see {@link SilenceWatch}.
 *
 * <p>Old news has no effect: a message that says what was more than {@link #OLD_NEWS} before it arrived, or, for each
 * detector, before the newest message that the detector has seen. Where a device's clock is wrong, its messages are of their
 * arrival: see {@link ClockWatch}.
 */
public final class DeviceWatch {
    /** Past this age, what a message says is not about now. */
    static final Duration OLD_NEWS = Duration.ofMinutes(5);

    private static final String NOT_CONCERNED = "the rule does not concern the device any more";

    private final RuleBook rules;
    private final AssetWorks works;
    private final AlarmBook book;
    private final GroupReporter groups;
    private final AlarmDesk desk;
    private final ActionTaker actions;
    private final Agenda agenda;
    private final SilenceWatch silence;
    private final CommandWatch commands;
    private final SelfReport selfReport;
    private final ClockWatch clocks;
    private final Outbox out;

    public DeviceWatch(RuleBook rules, Listening listening, AssetWorks works, AlarmStore alarms, Outbox out) {
        this(rules, t -> rules, listening, works, alarms, out);
    }

    /** A watch by those rules, and by others before. */
    DeviceWatch(
            RuleBook rules,
            LongFunction<RuleBook> rulesAt,
            Listening listening,
            AssetWorks works,
            AlarmStore alarms,
            Outbox out) {
        this.rules = rules;
        this.works = works;
        this.book = new AlarmBook(rules, alarms, out);
        CommandDesk commandDesk = new CommandDesk(out);
        this.groups = new GroupReporter(rules, out);
        this.desk = new AlarmDesk(book, commandDesk, groups, out);
        this.actions = new ActionTaker(rules, book, new GroupActions(rules, book, desk, out), out);
        this.agenda = new Agenda(rules, book, actions, desk, out);
        this.silence = new SilenceWatch(rules, rulesAt, listening, desk, agenda);
        this.commands = new CommandWatch(rules, book, desk, commandDesk, out);
        this.selfReport = new SelfReport(rules, book, desk, commands);
        this.clocks = new ClockWatch(rules, desk);
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
        silence.heard(device, uplink.address(), arrival);
        device.address(uplink.address());
        device.concentrator(uplink.concentrator());
        device.lastHeard(arrival);
        long forward = clocks.hear(device, uplink, arrival);
        if (forward != 0) {
            out.count(AlarmMeter.WRONG_CLOCK);
        }
        for (DeviceMessage message : uplink.messages()) {
            if (message instanceof Birth birth) {
                install(device, birth, arrival);
            }
            if (message instanceof CommandAnswer answer) {
                commands.answered(device, answer, arrival);
            } else {
                judge(device, uplink.address(), message, message.t() + forward, uplink.arrival(), arrival);
            }
        }
        commands.settle(device, arrival);
    }

    /**
     * Takes what an operator did: carries it out when the log has come to its time, and else holds it until then.
     *
     * @param reached the time to which the log has come, in milliseconds since 1970 UTC
     * @return whether it was carried out, or refused; else a part of it at least is held
     */
    public boolean act(DeviceState device, AlarmAction action, long reached) {
        boolean done = true;
        for (Clock clock : actions.clocks(action)) {
            if (isDue(device, clock, action, reached)) {
                if (clock == Clock.ARRIVAL) {
                    advance(device, action.t());
                } else {
                    agenda.advance(device, clock, action.t());
                }
                actions.act(device, clock, action);
                commands.settle(device, action.t());
            } else {
                device.hold(clock, action);
                done = false;
            }
        }
        return done;
    }

    private static boolean isDue(DeviceState device, Clock clock, AlarmAction action, long reached) {
        Long lastHeard = device.lastHeard();
        return action.t() <= reached || (clock == Clock.ARRIVAL && lastHeard != null && action.t() <= lastHeard);
    }

    /** Carries out the actions that are held, without waiting for the log to come to their time. */
    public void actOnHeld(DeviceState device) {
        agenda.actOnAll(device);
        Long lastHeard = device.lastHeard();
        commands.settle(device, lastHeard == null ? 0 : lastHeard);
    }

    /** The watermark has come so far. */
    public void pass(DeviceState device, long watermark) {
        passByWatermark(device, watermark);
        passByArrival(device, watermark);
    }

    /** The watermark has come so far, for what goes by the watermark. */
    void passByWatermark(DeviceState device, long watermark) {
        silence.advance(device, watermark);
    }

    /** The watermark has come so far, for what goes by the arrival of messages. */
    void passByArrival(DeviceState device, long watermark) {
        advance(device, watermark);
    }

    long nextByArrival(DeviceState device) {
        return nextDue(device);
    }

    long nextByWatermark(DeviceState device) {
        return silence.nextDeadline(device);
    }

    long nextLookByWatermark(DeviceState device, long watermark) {
        return silence.nextLook(device, watermark);
    }

    /**
     * From that time on these rules hold in place of others. What a detector remembers is kept where it is sound for the one that
     * takes its place; else it is forgotten, and an alarm that stands because of it is over.
     */
    void adopt(DeviceState device, Clock clock, RuleBook before, String reason, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule old : before.of(address, device.facts())) {
            Rule now = rules.rule(old.id());
            if (Clock.of(old) != clock || now == old) {
                continue;
            }
            if (now != null && isKept(now, old, address, device.facts())) {
                desk.goOn(device, old, now, t);
                continue;
            }
            if (clock == Clock.WATERMARK) {
                silence.settle(device, old, t);
            }
            device.detectors.remove(old.id());
            desk.withdraw(
                    device, old, now == null || now.concerns(address, device.facts()) ? reason : NOT_CONCERNED, t);
        }
        for (Clock each : Clock.values()) {
            book.refresh(device, each);
        }
    }

    /**
     * From that time on these rules hold in place of others for the alarms of a group. What began after that time is the new
     * rules' own.
     */
    void adoptAtGroup(DeviceState group, RuleBook before, String reason, long t) {
        for (LiveAlarm alarm : book.of(Clock.ARRIVAL)) {
            String id = alarm.alarm().rule();
            Rule old = before.rule(id);
            Rule now = rules.rule(id);
            boolean isKept = now != null
                    && old != null
                    && now.scope().equals(old.scope())
                    && now.detector().canGoOnFrom(old.detector());
            if (old != null
                    && old.detector() instanceof GroupDetector
                    && !isKept
                    && alarm.alarm().onset() <= t) {
                desk.withdraw(group, old, reason, t);
            }
        }
    }

    private static boolean isKept(Rule now, Rule old, DeviceAddress address, @Nullable DeviceFacts facts) {
        return now.concerns(address, facts) && now.detector().canGoOnFrom(old.detector());
    }

    /** When something will change by itself if nothing more is heard, or {@link Detector#NEVER}. */
    public long nextDeadline(DeviceState device) {
        return Math.min(nextDue(device), silence.nextDeadline(device));
    }

    /** Applies every deadline up to that time, in order. */
    private void advance(DeviceState device, long clock) {
        for (long due = nextDue(device); due <= clock; due = nextDue(device)) {
            elapseDetectors(device, due);
            takeLastWord(device, due);
            agenda.pass(device, Clock.ARRIVAL, due);
            commands.settle(device, due);
            commands.pass(device, due);
        }
    }

    private long nextDue(DeviceState device) {
        long next = Math.min(agenda.next(device, Clock.ARRIVAL), CommandWatch.next(device));
        next = Math.min(next, ClockWatch.next(device));
        DeviceAddress address = device.address();
        if (address != null && !device.detectors.isEmpty()) {
            for (Rule rule : rules.of(address, device.facts())) {
                if (rule.detector() instanceof MessageDetector<?> detector) {
                    next = Math.min(next, deadline(detector, device.detectors.get(rule.id())));
                }
            }
        }
        return next;
    }

    private void takeLastWord(DeviceState device, long clock) {
        DeviceAddress address = device.address();
        ClockDoubt.LastWord word = address == null ? null : ClockWatch.release(device, clock);
        if (address != null && word != null) {
            out.count(AlarmMeter.LAST_WORD);
            judge(device, address, word.reading(), word.arrival(), word.arrival(), clock);
        }
    }

    /**
     * Judges what was said.
     *
     * @param t when it was so
     * @param stamped when it arrived, by the gateway's stamp
     * @param arrival when it arrived, on the clock of arrivals
     */
    private void judge(
            DeviceState device, DeviceAddress address, DeviceMessage message, long t, long stamped, long arrival) {
        boolean isHistory = message instanceof Reading reading && reading.isHistorical();
        if (isHistory || stamped - t > OLD_NEWS.toMillis()) {
            out.count(AlarmMeter.OLD_NEWS);
            return;
        }
        Observation observation = new Observation(message, Math.min(t, stamped), arrival, device.facts());
        selfReport.before(device, message, observation.effective());
        boolean late = false;
        for (Rule rule : rules.of(address, device.facts())) {
            if (rule.detector() instanceof MessageDetector<?> detector && detector.concerns(observation)) {
                late |= !observe(device, rule, detector, observation);
            } else if (rule.detector() instanceof ForestDetector detector && message instanceof Reading reading) {
                groups.measured(device, rule, detector, reading, observation.effective(), stamped);
            }
        }
        if (late) {
            out.count(AlarmMeter.OLD_NEWS);
        }
        selfReport.after(device, message, observation.effective(), arrival);
    }

    /** Shows the detector a message, unless it has seen a newer one. */
    private <S extends DetectorState> boolean observe(
            DeviceState device, Rule rule, MessageDetector<S> detector, Observation observation) {
        DetectorState known = device.detectors.get(rule.id());
        S state = detector.stateType().isInstance(known) ? detector.stateType().cast(known) : detector.fresh();
        if (!detector.isEvidence(state, observation)) {
            return true;
        }
        if (!detector.advance(state, observation)) {
            return false;
        }
        device.detectors.put(rule.id(), state);
        report(device, rule, detector.observe(state, observation), observation.arrival());
        return true;
    }

    private void elapseDetectors(DeviceState device, long clock) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule rule : rules.of(address, device.facts())) {
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
        withdraw(device, address, before, arrival);
        if (facts.state() == AssetState.DECOMMISSIONED) {
            retire(device, address, arrival);
            clocks.forget(device, arrival);
            commands.drop(device, arrival);
        } else if (before != null && before.simulated() != facts.simulated()) {
            // What a program has found says nothing of the city, and the other way round
            retire(device, address, arrival);
        } else if (before == null || !before.isSameInstallation(facts)) {
            for (Rule rule : rules.of(address, device.facts())) {
                if (rule.detector() instanceof MessageDetector<?> detector) {
                    reinstall(detector, device.detectors.get(rule.id()));
                }
            }
        }
        suppressAtWork(device, address, facts.asset(), arrival);
    }

    /** Whoever is installed where somebody works is suppressed until the work is over. */
    private void suppressAtWork(DeviceState device, DeviceAddress address, String asset, long arrival) {
        AssetAction work = works.at(asset, arrival);
        if (work == null || device.lane(Clock.ARRIVAL).suppression() != null) {
            return;
        }
        AlarmAction action = new AlarmAction(
                Alarm.id(address.device(), ""),
                address.device(),
                work.action(),
                arrival,
                work.by(),
                work.reason(),
                work.until(),
                work.workOrder());
        actions.act(device, Clock.ARRIVAL, action);
        device.hold(Clock.WATERMARK, action);
    }

    /** What a rule has found is void when it does not look at the device any more. */
    private void withdraw(DeviceState device, DeviceAddress address, @Nullable DeviceFacts before, long t) {
        for (Rule rule : rules.of(address, before)) {
            if (!rule.concerns(address, device.facts())) {
                device.detectors.remove(rule.id());
                desk.withdraw(device, rule, NOT_CONCERNED, t);
            }
        }
    }

    /** Whatever a device in service had found is over when it is taken away. */
    private void retire(DeviceState device, DeviceAddress address, long arrival) {
        for (Rule rule : rules.of(address, device.facts())) {
            DetectorState state = device.detectors.get(rule.id());
            if (state != null && rule.detector() instanceof MessageDetector<?> detector) {
                DetectorState fresh = detector.fresh();
                fresh.newest(state.newest());
                device.detectors.put(rule.id(), fresh);
                desk.found(device, rule, new Finding.Over(null), arrival);
            }
        }
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

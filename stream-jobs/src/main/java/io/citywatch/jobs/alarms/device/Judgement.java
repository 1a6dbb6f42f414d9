package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.detect.Observation;
import io.citywatch.jobs.alarms.detect.StuckDetector;
import io.citywatch.jobs.alarms.detect.StuckState;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/** Shows what a device says, and that time has passed, to the detectors of its rules, and takes what they find to its alarms. */
final class Judgement {
    private final RuleBook rules;
    private final GroupReporter groups;
    private final AlarmDesk desk;
    private final SelfReport selfReport;
    private final Outbox out;

    Judgement(RuleBook rules, GroupReporter groups, AlarmDesk desk, SelfReport selfReport, Outbox out) {
        this.rules = rules;
        this.groups = groups;
        this.desk = desk;
        this.selfReport = selfReport;
        this.out = out;
    }

    /**
     * Judges what was said.
     *
     * @param t when it was so
     * @param stamped when it arrived, by the gateway's stamp
     * @param arrival when it arrived, on the clock of arrivals
     */
    void judge(DeviceState device, DeviceAddress address, DeviceMessage message, long t, long stamped, long arrival) {
        boolean isHistory = message instanceof Reading reading && reading.isHistorical();
        if (isHistory || stamped - t > DeviceWatch.OLD_NEWS.toMillis()) {
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
        S state = detector.stateOf(known);
        if (!detector.isEvidence(state, observation)) {
            return true;
        }
        if (!detector.advance(state, observation)) {
            return false;
        }
        device.detectors.put(rule.id(), state);
        report(device, rule, detector.observe(state, observation), observation.arrival());
        if (detector instanceof StuckDetector stuck
                && state instanceof StuckState value
                && stuck.looksAtNeighbours()
                && stuck.hasChanged(value)) {
            groups.changed(device, rule, stuck, value.since(), observation.arrival());
        }
        return true;
    }

    /** Time has passed: the deadlines of detectors up to then have too. */
    void elapse(DeviceState device, long clock) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule rule : rules.of(address, device.facts())) {
            if (rule.detector() instanceof MessageDetector<?> detector) {
                Finding finding = detector.elapseOf(device.detectors.get(rule.id()), clock, device.facts());
                report(device, rule, finding, clock);
            }
        }
    }

    /** When a detector finds something if nothing more is heard, or {@link Detector#NEVER}. */
    long next(DeviceState device) {
        long next = Detector.NEVER;
        DeviceAddress address = device.address();
        if (address != null && !device.detectors.isEmpty()) {
            for (Rule rule : rules.of(address, device.facts())) {
                if (rule.detector() instanceof MessageDetector<?> detector) {
                    next = Math.min(next, detector.deadlineOf(device.detectors.get(rule.id())));
                }
            }
        }
        return next;
    }

    /** Whatever a device in service had found is over when it is taken away. */
    void retire(DeviceState device, DeviceAddress address, long arrival) {
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

    private void report(DeviceState device, Rule rule, @Nullable Finding finding, long t) {
        if (finding != null) {
            desk.found(device, rule, finding, t);
        }
    }
}

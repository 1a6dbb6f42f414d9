package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.detect.SilenceState;
import io.citywatch.jobs.alarms.detect.SilenceState.Gap;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices devices that have missed their reports.
 *
 * <p>Silence depends on when the gateway was listening, and that is certain only for times up to the watermark. So it is judged
 * by the watermark alone: while a device is silent, when the watermark passes its deadline; and when it has spoken again
 * before that, as happens in a replay, where messages run ahead of the watermark, the gap between the two messages is put
 * down and judged when the watermark has passed its end. Either way the alarm takes the same steps at the same times.
 *
 * <p>Rules may have different patience. What one of them still has to judge comes before the end of what another has found, so
 * that end is put down then, too.
 */
final class SilenceWatch {
    /** Gaps that a device may have unjudged; past that the oldest is judged by what is known. Messages seldom run so far ahead. */
    private static final int MAX_GAPS = 64;

    private final RuleBook rules;
    private final Patience patience;
    private final AlarmDesk desk;
    private final Agenda agenda;

    SilenceWatch(RuleBook rules, Patience patience, AlarmDesk desk, Agenda agenda) {
        this.rules = rules;
        this.patience = patience;
        this.desk = desk;
        this.agenda = agenda;
    }

    /** The device is heard; what is known of it is still what was known before. */
    void heard(DeviceState device, long arrival) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        List<Rule> all = rules.of(address, device.facts());
        Boolean isCertain = null;
        for (Rule rule : all) {
            if (rule.detector() instanceof Silence silence) {
                SilenceState state = Patience.state(device, rule);
                if (isCertain == null && state != null && state.isSilent()) {
                    isCertain = all.stream().noneMatch(other -> isToBeJudged(device, other, arrival));
                }
                if (isCertain != null && isCertain && state != null && state.isSilent()) {
                    state.active(false);
                    tidy(device, rule, state);
                    agenda.advance(device, Clock.WATERMARK, arrival - 1);
                    desk.found(device, rule, new Finding.Over(null), arrival);
                } else {
                    noteGap(device, rule, silence, arrival);
                }
            }
        }
    }

    /** Whether the rule may have found a silence before that time of which it is not yet certain. */
    private boolean isToBeJudged(DeviceState device, Rule rule, long arrival) {
        if (!(rule.detector() instanceof Silence silence)) {
            return false;
        }
        SilenceState state = Patience.state(device, rule);
        return state != null && !state.gaps().isEmpty() || patience.silentAt(device, rule, silence) <= arrival;
    }

    /** The watermark has come so far: what the gateway did until then is known. */
    void advance(DeviceState device, long watermark) {
        DeviceAddress address = device.address();
        if (address == null) {
            agenda.advance(device, Clock.WATERMARK, watermark);
            return;
        }
        long settled = watermark;
        List<Due> steps = new ArrayList<>();
        for (Rule rule : rules.of(address, device.facts())) {
            if (rule.detector() instanceof Silence silence) {
                SilenceState state = Patience.state(device, rule);
                if (state != null) {
                    judge(device, rule, silence, state, watermark, steps);
                }
                if (state != null && !state.gaps().isEmpty()) {
                    // What is due after a step that is still to be judged has to wait for it
                    settled = Math.min(settled, patience.nextStep(state) - 1);
                }
                if (state != null) {
                    tidy(device, rule, state);
                }
                begin(device, rule, silence, Math.min(watermark, patience.knownUntil()), steps);
            }
        }
        take(device, steps);
        agenda.advance(device, Clock.WATERMARK, settled);
    }

    /**
     * One step of an alarm of silence.
     *
     * @param t when it is due
     * @param asset the asset that the device watched over then; null: the present one
     */
    private record Due(long t, Rule rule, @Nullable String asset, Finding finding) {}

    /** Takes steps in the order of their times, whatever the order of the rules, and does before each what was due before it. */
    private void take(DeviceState device, List<Due> steps) {
        steps.sort(Comparator.comparingLong(Due::t));
        for (Due step : steps) {
            agenda.advance(device, Clock.WATERMARK, step.t() - 1);
            if (step.asset() == null) {
                desk.found(device, step.rule(), step.finding(), step.t());
            } else {
                desk.found(device, step.asset(), step.rule(), step.finding(), step.t());
            }
        }
    }

    /** When there will be something to judge if nothing more is heard, or {@link Detector#NEVER}. */
    long nextDeadline(DeviceState device) {
        return Math.min(agenda.next(device, Clock.WATERMARK), nextSilence(device));
    }

    /**
     * When to look at the device again. One that is expected to report is looked at after each of its reports' intervals also
     * while nothing waits for its silence: a rule may come that does, and no silence is shorter than that.
     *
     * @param watermark how far the log's time has come
     */
    long nextLook(DeviceState device, long watermark) {
        long next = nextSilence(device);
        DeviceAddress address = device.address();
        DeviceFacts facts = device.facts();
        Long lastHeard = device.lastHeard();
        if (next == Detector.NEVER
                && address != null
                && facts != null
                && lastHeard != null
                && facts.isExpectedToReport()
                && watermark < Detector.NEVER) {
            next = Math.max(lastHeard, watermark)
                    + facts.reportInterval(address.kind()).toMillis();
        }
        return Math.min(agenda.next(device, Clock.WATERMARK), next);
    }

    private long nextSilence(DeviceState device) {
        DeviceAddress address = device.address();
        long next = Detector.NEVER;
        if (address == null) {
            return next;
        }
        for (Rule rule : rules.of(address, device.facts())) {
            if (rule.detector() instanceof Silence silence) {
                SilenceState state = Patience.state(device, rule);
                if (state != null && !state.gaps().isEmpty()) {
                    next = Math.min(next, state.gaps().get(0).to());
                } else {
                    next = Math.min(next, patience.silentAt(device, rule, silence));
                }
            }
        }
        return next;
    }

    private void noteGap(DeviceState device, Rule rule, Silence silence, long arrival) {
        DeviceAddress address = device.address();
        SilenceState state = Patience.state(device, rule);
        boolean ends = state != null && state.isSilent();
        Gap gap = patience.gap(device, rule, silence, arrival);
        if (address == null || gap == null || (!ends && patience.silentAt(device, rule, silence) > arrival)) {
            return;
        }
        if (state == null) {
            state = new SilenceState();
            device.detectors().put(rule.id(), state);
        }
        state.add(gap);
        if (state.gaps().size() > MAX_GAPS) {
            judgeAll(device, address, state.gaps().get(0).to());
        }
    }

    /** Judges, by what is known, all gaps that ended by then. */
    private void judgeAll(DeviceState device, DeviceAddress address, long until) {
        List<Due> steps = new ArrayList<>();
        for (Rule rule : rules.of(address, device.facts())) {
            SilenceState state = Patience.state(device, rule);
            if (state != null && rule.detector() instanceof Silence silence) {
                judge(device, rule, silence, state, until, steps);
            }
        }
        take(device, steps);
    }

    private void judge(
            DeviceState device, Rule rule, Silence silence, SilenceState state, long until, List<Due> steps) {
        while (!state.gaps().isEmpty() && state.gaps().get(0).to() <= until) {
            boolean begun = state.active();
            Gap gap = state.removeFirst();
            state.active(false);
            long due = patience.silentAt(gap);
            if (!begun && due <= gap.to()) {
                steps.add(new Due(due, rule, gap.asset(), present(device, silence, gap.from())));
            }
            if (begun || due <= gap.to()) {
                steps.add(new Due(gap.to(), rule, gap.asset(), new Finding.Over(null)));
            }
        }
    }

    private void begin(DeviceState device, Rule rule, Silence silence, long certainUntil, List<Due> steps) {
        Long lastHeard = device.lastHeard();
        long due = patience.silentAt(device, rule, silence);
        if (lastHeard != null && due <= certainUntil) {
            device.detectors().put(rule.id(), new SilenceState(true, List.of()));
            steps.add(new Due(due, rule, null, present(device, silence, lastHeard)));
        }
    }

    private static Finding present(DeviceState device, Silence silence, long lastHeard) {
        DeviceAddress address = device.address();
        return new Finding.Present(
                address == null ? silence.severity() : silence.severityOf(address.kind()), lastHeard, Evidence.NONE);
    }

    /** Its rule does not hold any more from that time on: what was found before stands in the history. */
    void settle(DeviceState device, Rule rule, long t) {
        SilenceState state = Patience.state(device, rule);
        if (state == null || !(rule.detector() instanceof Silence silence)) {
            return;
        }
        while (!state.gaps().isEmpty()) {
            boolean begun = state.active();
            Gap gap = state.removeFirst();
            state.active(false);
            long due = patience.silentAt(gap);
            if (begun || (due < t && due <= gap.to())) {
                if (!begun) {
                    agenda.advance(device, Clock.WATERMARK, due - 1);
                    desk.found(device, gap.asset(), rule, present(device, silence, gap.from()), due);
                }
                if (gap.to() < t) {
                    desk.found(device, gap.asset(), rule, new Finding.Over(null), gap.to());
                }
            }
        }
    }

    private static void tidy(DeviceState device, Rule rule, SilenceState state) {
        if (state.isIdle()) {
            device.detectors().remove(rule.id());
        }
    }
}

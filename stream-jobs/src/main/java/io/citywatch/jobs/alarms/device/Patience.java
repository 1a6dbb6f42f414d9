package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.LastWords;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.detect.SilenceState;
import io.citywatch.jobs.alarms.detect.SilenceState.Gap;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.Listening;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long rules bear with a device that says nothing, and when it has been silent for too long: by its report interval, by what it said
 * last, and by when the gateway was listening.
 */
final class Patience {
    private final RuleBook rules;
    private final LongFunction<RuleBook> rulesAt;
    private final Listening listening;

    /** The patience of those rules, and of others before. */
    Patience(RuleBook rules, LongFunction<RuleBook> rulesAt, Listening listening) {
        this.rules = rules;
        this.rulesAt = rulesAt;
        this.listening = listening;
    }

    /** What is known of a device's silence by that rule; null: it has not been silent. */
    static @Nullable SilenceState state(DeviceState device, Rule rule) {
        DetectorState state = device.detectors().get(rule.id());
        return state instanceof SilenceState silence ? silence : null;
    }

    /** Up to which time it is known when the gateway was listening. */
    long knownUntil() {
        return listening.knownUntil();
    }

    /** When the device will have been silent for too long; never when it is so already, or is not expected to report. */
    long silentAt(DeviceState device, Rule rule, Silence silence) {
        DeviceFacts facts = device.facts();
        DeviceAddress address = device.address();
        Long lastHeard = device.lastHeard();
        SilenceState state = state(device, rule);
        if (facts == null
                || address == null
                || lastHeard == null
                || !facts.isExpectedToReport()
                || (state != null && state.isSilent())
                || !isAfter(device, silence)) {
            return Detector.NEVER;
        }
        return listening.silentAt(from(rule, lastHeard), millis(rule, silence, facts, address, lastHeard));
    }

    /** When it was silent for too long, if it was, before it spoke again. */
    long silentAt(Gap gap) {
        return listening.silentAt(gap.from(), gap.patienceMillis());
    }

    /** When the oldest gap takes the next step of its silence, if it was one. */
    long nextStep(SilenceState state) {
        Gap gap = state.gaps().get(0);
        return state.active() ? gap.to() : silentAt(gap);
    }

    /** The time in which the device has said nothing, now that it speaks; null where no time of its reports is known. */
    @Nullable
    Gap gap(DeviceState device, Rule rule, Silence silence, long arrival) {
        DeviceFacts facts = device.facts();
        DeviceAddress address = device.address();
        Long lastHeard = device.lastHeard();
        return facts == null || address == null || lastHeard == null
                ? null
                : new Gap(
                        from(rule, lastHeard),
                        arrival,
                        millis(rule, silence, facts, address, lastHeard),
                        facts.asset());
    }

    private long from(Rule rule, long lastHeard) {
        return Math.max(lastHeard, rules.since(rule.id()));
    }

    /** How long a device may keep silent was settled when it spoke last; a change of that holds from its next message on. */
    private long millis(Rule rule, Silence now, DeviceFacts facts, DeviceAddress address, long lastHeard) {
        Rule then = rulesAt.apply(lastHeard).rule(rule.id());
        Silence held = then != null && then.detector() instanceof Silence before ? before : now;
        return held.patienceMillis(facts.reportInterval(address.kind()));
    }

    /** Whether its last words were such. They stay what they were while the device is silent, whatever the clocks say. */
    private boolean isAfter(DeviceState device, Silence silence) {
        if (silence.after() == null) {
            return true;
        }
        for (String id : silence.after().rules()) {
            Rule rule = rules.rule(id);
            Severity last = rule == null
                    ? null
                    : LastWords.severity(rule.detector(), device.detectors().get(id));
            if (last != null && !silence.after().severity().isWorseThan(last)) {
                return true;
            }
        }
        return false;
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Operators' actions that wait until the log has come to their time.
 *
 * <p>Each waits for the clock that its alarm goes by, so that it falls among the same steps as it did at first: the alarm of a
 * {@link SilenceWatch} goes by the watermark, all others by the arrival of the device's messages.
 */
final class HeldActions {
    private final RuleBook rules;
    private final AlarmDesk desk;

    HeldActions(RuleBook rules, AlarmDesk desk) {
        this.rules = rules;
        this.desk = desk;
    }

    /** Whether the action's alarm goes by the watermark. */
    boolean goesByWatermark(AlarmAction action) {
        String id = ruleOf(action);
        Rule rule = id == null ? null : rules.rule(id);
        return rule != null && rule.detector() instanceof Silence;
    }

    /** The time of the first action that waits for messages, or {@link Detector#NEVER}. */
    long nextByArrival(DeviceState device) {
        return next(device, action -> !goesByWatermark(action));
    }

    /** The time of the first action that waits for the watermark, or {@link Detector#NEVER}. */
    long nextByWatermark(DeviceState device) {
        return next(device, this::goesByWatermark);
    }

    /** Carries out, in order, what waits for messages until that time. */
    void actByArrival(DeviceState device, long until) {
        act(device, action -> action.t() <= until && !goesByWatermark(action));
    }

    /** Carries out, in order, what concerns that rule's alarm until that time. */
    void actOn(DeviceState device, Rule rule, long until) {
        act(device, action -> action.t() <= until && rule.id().equals(ruleOf(action)));
    }

    /** Carries out everything, in order. */
    void actOnAll(DeviceState device) {
        act(device, action -> true);
    }

    private void act(DeviceState device, Predicate<AlarmAction> due) {
        if (device.held().isEmpty()) {
            return;
        }
        List<AlarmAction> rest = new ArrayList<>();
        List<AlarmAction> now = new ArrayList<>();
        for (AlarmAction action : device.held()) {
            (due.test(action) ? now : rest).add(action);
        }
        device.held(rest);
        now.forEach(action -> desk.act(device, action));
    }

    private static long next(DeviceState device, Predicate<AlarmAction> which) {
        for (AlarmAction action : device.held()) {
            if (which.test(action)) {
                return action.t();
            }
        }
        return Detector.NEVER;
    }

    /** The rule whose alarm the action names; null when it names none of the device's. */
    static @Nullable String ruleOf(AlarmAction action) {
        String prefix = Alarm.id(action.device(), "");
        return action.alarm().startsWith(prefix) ? action.alarm().substring(prefix.length()) : null;
    }
}

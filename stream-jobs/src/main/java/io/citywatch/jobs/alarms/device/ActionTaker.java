package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.lifecycle.Cause;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Refusal;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what operators and rules do, or refuses it.
 *
 * <p>An action on the whole device is carried out once by each {@link Clock}, on the alarms that go by it; whether it is
 * refused depends on nothing that differs between them.
 */
final class ActionTaker {
    /** The longest that an operator may put an alarm aside by his own judgement. */
    static final Duration LONGEST_SHELVING = Duration.ofHours(24);

    private final RuleBook rules;
    private final AlarmBook alarms;
    private final GroupActions groups;
    private final Outbox out;

    ActionTaker(RuleBook rules, AlarmBook alarms, GroupActions groups, Outbox out) {
        this.rules = rules;
        this.alarms = alarms;
        this.groups = groups;
        this.out = out;
    }

    /** The clocks by which the action is carried out. */
    List<Clock> clocks(AlarmAction action) {
        if (action.action().isOnDevice()) {
            return List.of(Clock.values());
        }
        String id = ruleOf(action);
        return List.of(Clock.of(id == null ? null : rules.rule(id)));
    }

    /** Carries out an action on what goes by that clock. */
    void act(DeviceState device, Clock clock, AlarmAction action) {
        if (action.action().isOfRules()) {
            groups.act(device, ruleOf(action), action);
            return;
        }
        Refusal refusal =
                switch (action.action()) {
                    case SUPPRESS -> suppress(device, clock, action);
                    case UNSUPPRESS -> unsuppress(device, clock, action);
                    default -> actOnAlarm(device, clock, action);
                };
        if (action.action().isOnDevice() && clock != Clock.ARRIVAL) {
            return;
        }
        if (refusal == null) {
            out.count(AlarmMeter.ACTIONS);
        } else {
            out.count(AlarmMeter.REFUSED);
            out.refused(action, refusal);
        }
    }

    /** Ends what suppresses the alarms that go by that clock; each takes the state that its condition has now. */
    void endSuppression(DeviceState device, Clock clock, Step step) {
        device.lane(clock, device.lane(clock).suppression(null));
        takeEach(device, clock, null, step);
    }

    /** The alarm suppressed by what suppresses its device; as it is when it is out of service. */
    static LiveAlarm suppressed(LiveAlarm alarm, Suppression suppression, long t) {
        Step step = new Step(Cause.SUPPRESS, t, suppression.by(), suppression.reason(), null);
        LiveAlarm.Result result =
                alarm.aside(suppression.until(), suppression.workOrder()).after(step);
        return result instanceof LiveAlarm.Result.Changed changed ? changed.alarm() : alarm;
    }

    private @Nullable Refusal suppress(DeviceState device, Clock clock, AlarmAction action) {
        DeviceAddress address = device.address();
        if (address == null) {
            return Refusal.UNKNOWN_ALARM;
        }
        String reason = action.reason();
        if (reason == null || reason.isBlank()) {
            return Refusal.REASON_MISSING;
        }
        Long until = action.until();
        if (until == null || !isWithin(action, until, AssetWorks.LONGEST_SUPPRESSION)) {
            return Refusal.UNTIL_OUT_OF_RANGE;
        }
        if (lacksWorkOrder(action, rules.needsWorkOrder(address.kind()))) {
            return Refusal.WORK_ORDER_MISSING;
        }
        if (device.lane(clock).suppression() != null) {
            return Refusal.ALREADY_SUPPRESSED;
        }
        Suppression suppression = new Suppression(until, action.by(), reason, action.workOrder());
        device.lane(clock, device.lane(clock).suppression(suppression));
        takeEach(device, clock, suppression, new Step(Cause.SUPPRESS, action.t(), action.by(), reason, null));
        return null;
    }

    private @Nullable Refusal unsuppress(DeviceState device, Clock clock, AlarmAction action) {
        if (device.lane(clock).suppression() == null) {
            return Refusal.NOT_SUPPRESSED;
        }
        endSuppression(device, clock, new Step(Cause.UNSUPPRESS, action.t(), action.by(), action.reason(), null));
        return null;
    }

    /** Takes the step with each alarm that can take it. */
    private void takeEach(DeviceState device, Clock clock, @Nullable Suppression suppression, Step step) {
        for (LiveAlarm alarm : alarms.of(clock)) {
            if (alarm.isFolded()) {
                // Another alarm stands for it, and only that lets it go
                continue;
            }
            LiveAlarm ready = suppression == null ? alarm : alarm.aside(suppression.until(), suppression.workOrder());
            if (ready.after(step) instanceof LiveAlarm.Result.Changed changed) {
                alarms.write(device, alarm, changed.alarm());
            }
        }
    }

    private @Nullable Refusal actOnAlarm(DeviceState device, Clock clock, AlarmAction action) {
        String rule = ruleOf(action);
        LiveAlarm alarm = rule == null ? null : alarms.get(rule);
        if (alarm == null) {
            return Refusal.UNKNOWN_ALARM;
        }
        Cause cause = Cause.of(action.action());
        LiveAlarm ready = cause == Cause.SHELVE || cause == Cause.OUT_OF_SERVICE
                ? alarm.aside(cause == Cause.SHELVE ? action.until() : null, action.workOrder())
                : alarm;
        LiveAlarm.Result result = ready.after(new Step(cause, action.t(), action.by(), action.reason(), null));
        if (result instanceof LiveAlarm.Result.Refused refused) {
            return refused.refusal();
        }
        Refusal refusal = check(alarm, cause, action);
        if (refusal == null && result instanceof LiveAlarm.Result.Changed changed) {
            LiveAlarm after = changed.alarm();
            Suppression suppression = device.lane(clock).suppression();
            if (suppression != null && cause == Cause.RETURN_TO_SERVICE) {
                after = suppressed(after, suppression, action.t());
            }
            alarms.write(device, alarm, after);
        }
        return refusal;
    }

    /** What the state alone does not say. */
    private @Nullable Refusal check(LiveAlarm alarm, Cause cause, AlarmAction action) {
        boolean needsReason = cause == Cause.SHELVE || cause == Cause.OUT_OF_SERVICE || cause == Cause.COMMENT;
        if (cause == Cause.ACKNOWLEDGE && action.t() < alarm.lastCall()) {
            return Refusal.OVERTAKEN;
        }
        if (cause == Cause.SHELVE && !isHideable(alarm.alarm())) {
            return Refusal.NOT_HIDEABLE;
        }
        if (needsReason && (action.reason() == null || action.reason().isBlank())) {
            return Refusal.REASON_MISSING;
        }
        Long until = action.until();
        if (cause == Cause.SHELVE && (until == null || !isWithin(action, until, LONGEST_SHELVING))) {
            return Refusal.UNTIL_OUT_OF_RANGE;
        }
        if (cause == Cause.OUT_OF_SERVICE
                && lacksWorkOrder(
                        action, rules.needsWorkOrder(alarm.alarm().source().kind()))) {
            return Refusal.WORK_ORDER_MISSING;
        }
        return null;
    }

    /** Without its rule an alarm is taken to be as bad as can be. */
    private boolean isHideable(Alarm alarm) {
        Rule rule = rules.rule(alarm.rule());
        return alarm.state() == AlarmState.NORM || (rule != null && rule.isHideable(alarm.severity()));
    }

    private static boolean isWithin(AlarmAction action, long until, Duration longest) {
        return until > action.t() && until - action.t() <= longest.toMillis();
    }

    private static boolean lacksWorkOrder(AlarmAction action, boolean needed) {
        String workOrder = action.workOrder();
        return needed && (workOrder == null || workOrder.isBlank());
    }

    /** The rule whose alarm the action names; null when it names none of the device's. */
    private static @Nullable String ruleOf(AlarmAction action) {
        String prefix = Alarm.id(action.device(), "");
        return action.alarm().startsWith(prefix) ? action.alarm().substring(prefix.length()) : null;
    }
}

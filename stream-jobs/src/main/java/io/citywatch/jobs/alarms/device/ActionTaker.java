package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what operators and rules do, or refuses it.
 *
 * <p>An action on the whole device is carried out once by each {@link Clock}, on the alarms that go by it; whether it is
 * refused depends on nothing that differs between them.
 */
final class ActionTaker {
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
            return AlarmGroup.isName(action.device()) ? Refusal.NOT_OF_A_DEVICE : Refusal.UNKNOWN_ALARM;
        }
        Refusal missing = ActionTerms.missing(action, address.kind(), rules);
        if (missing != null) {
            return missing;
        }
        if (device.lane(clock).suppression() != null) {
            return Refusal.ALREADY_SUPPRESSED;
        }
        Suppression suppression = new Suppression(
                Objects.requireNonNull(action.until()),
                action.by(),
                Objects.requireNonNull(action.reason()),
                action.workOrder());
        device.lane(clock, device.lane(clock).suppression(suppression));
        takeEach(device, clock, suppression, new Step(Cause.SUPPRESS, action.t(), action.by(), action.reason(), null));
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
        Refusal refusal = ActionTerms.refusal(alarm.alarm(), action, rules);
        if (refusal != null) {
            return refusal;
        }
        Cause cause = Cause.of(action.action());
        LiveAlarm ready = cause == Cause.SHELVE || cause == Cause.OUT_OF_SERVICE
                ? alarm.aside(cause == Cause.SHELVE ? action.until() : null, action.workOrder())
                : alarm;
        LiveAlarm after = ready.take(new Step(cause, action.t(), action.by(), action.reason(), null));
        Suppression suppression = device.lane(clock).suppression();
        if (suppression != null && cause == Cause.RETURN_TO_SERVICE) {
            after = suppressed(after, suppression, action.t());
        }
        alarms.write(device, alarm, after);
        return null;
    }

    /** The rule whose alarm the action names; null when it names none of the device's. */
    private static @Nullable String ruleOf(AlarmAction action) {
        String prefix = Alarm.id(action.device(), "");
        return action.alarm().startsWith(prefix) ? action.alarm().substring(prefix.length()) : null;
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.lifecycle.Cause;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Refusal;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Reaction;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes what detectors found and what operators do to the alarms of one device, and gives the commands that follow.
 *
 * <p>Each call writes the alarm it changes, once, to the store and to the outbox.
 */
final class AlarmDesk {
    /** The longest that an operator may put an alarm aside. */
    static final Duration LONGEST_SHELVING = Duration.ofHours(24);
    /** Who takes alarms off the shelf when nobody does. */
    static final String PLATFORM = "citywatch";

    private final RuleBook rules;
    private final AlarmStore alarms;
    private final Outbox out;

    AlarmDesk(RuleBook rules, AlarmStore alarms, Outbox out) {
        this.rules = rules;
        this.alarms = alarms;
        this.out = out;
    }

    /** Takes what the rule's detector found at that time of the log. */
    void found(DeviceState device, Rule rule, Finding finding, long t) {
        DeviceFacts facts = device.facts();
        found(device, facts == null ? null : facts.asset(), rule, finding, t);
    }

    /** Takes what the rule's detector found at that time of the log, while the device served that asset. */
    void found(DeviceState device, @Nullable String asset, Rule rule, Finding finding, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            throw new IllegalStateException("a detector found something at a device that never spoke");
        }
        LiveAlarm alarm = alarms.get(rule.id());
        if (alarm == null) {
            alarm = LiveAlarm.neverRaised(rule.id(), source(address, asset), rule.text());
        }
        if (finding instanceof Finding.Present present) {
            present(address, asset, rule, alarm, present, t);
        } else if (finding instanceof Finding.Over over && alarm.alarm().active()) {
            write(take(alarm, Step.ofCondition(Cause.CLEAR, t, over.value())));
            out.count(AlarmMeter.CLEARED);
        }
    }

    /** Carries out an operator's action. */
    void act(DeviceState device, AlarmAction action) {
        Refusal refusal = tryToAct(action);
        if (refusal != null) {
            out.count(AlarmMeter.REFUSED);
            out.refused(action, refusal);
            return;
        }
        out.count(AlarmMeter.ACTIONS);
        refreshShelf(device);
    }

    /** Takes off the shelf what has been there until that time. */
    void endShelving(DeviceState device, long t) {
        for (LiveAlarm alarm : alarms.all()) {
            Long until = alarm.until();
            if (until != null && until <= t) {
                write(take(alarm, new Step(Cause.UNSHELVE, t, PLATFORM, "the time is over", null)));
            }
        }
        refreshShelf(device);
    }

    private void present(
            DeviceAddress address,
            @Nullable String asset,
            Rule rule,
            LiveAlarm before,
            Finding.Present present,
            long t) {
        Alarm was = before.alarm();
        if (was.active() && !present.severity().isWorseThan(was.severity())) {
            return;
        }
        Cause cause = was.active() ? Cause.WORSEN : Cause.RAISE;
        long onset = was.active() ? was.onset() : present.onset();
        LiveAlarm known =
                before.with(source(address, asset), rule.text(), present.severity(), onset, present.evidence());
        LiveAlarm after =
                take(known, Step.ofCondition(cause, t, present.evidence().value()));
        if (after.alarm().state() == AlarmState.SHELVED && !rule.isHideable(present.severity())) {
            after = take(after, new Step(Cause.UNSHELVE, t, PLATFORM, Refusal.NOT_HIDEABLE.text(), null));
        }
        write(after);
        out.count(cause == Cause.RAISE ? AlarmMeter.RAISED : AlarmMeter.WORSENED);
        react(address, rule, after.alarm(), cause == Cause.RAISE ? null : was.severity(), t);
    }

    private void react(DeviceAddress address, Rule rule, Alarm alarm, @Nullable Severity before, long t) {
        for (Reaction reaction : rule.reactions()) {
            if (reaction.isDue(alarm.severity()) && (before == null || !reaction.isDue(before))) {
                out.command(new Command(
                        alarm.id() + '~' + alarm.onset() + '~' + reaction.command(),
                        address,
                        reaction.command(),
                        t,
                        t + reaction.validFor().toMillis(),
                        alarm.id(),
                        "rule/" + rule.id()));
                out.count(AlarmMeter.COMMANDS);
            }
        }
    }

    private @Nullable Refusal tryToAct(AlarmAction action) {
        String rule = HeldActions.ruleOf(action);
        LiveAlarm alarm = rule == null ? null : alarms.get(rule);
        if (alarm == null) {
            return Refusal.UNKNOWN_ALARM;
        }
        Cause cause = Cause.of(action.action());
        Step step = new Step(cause, action.t(), action.by(), action.reason(), null);
        LiveAlarm.Result result = alarm.after(step);
        if (result instanceof LiveAlarm.Result.Refused refused) {
            return refused.refusal();
        }
        if (cause == Cause.ACKNOWLEDGE && action.t() < alarm.lastCall()) {
            return Refusal.OVERTAKEN;
        }
        if (cause == Cause.SHELVE) {
            Refusal refusal = checkShelving(alarm.alarm(), action);
            if (refusal != null) {
                return refusal;
            }
            result = alarm.until(action.until()).after(step);
        }
        if (result instanceof LiveAlarm.Result.Changed changed) {
            write(changed.alarm());
        }
        return null;
    }

    private @Nullable Refusal checkShelving(Alarm alarm, AlarmAction action) {
        Rule rule = rules.rule(alarm.rule());
        if (alarm.active() && (rule == null || !rule.isHideable(alarm.severity()))) {
            return Refusal.NOT_HIDEABLE;
        }
        if (action.reason() == null || action.reason().isBlank()) {
            return Refusal.REASON_MISSING;
        }
        Long until = action.until();
        if (until == null || until <= action.t() || until - action.t() > LONGEST_SHELVING.toMillis()) {
            return Refusal.UNTIL_OUT_OF_RANGE;
        }
        return null;
    }

    private void refreshShelf(DeviceState device) {
        Long first = null;
        for (LiveAlarm alarm : alarms.all()) {
            Long until = alarm.until();
            if (until != null && (first == null || until < first)) {
                first = until;
            }
        }
        device.shelfEnd(first);
    }

    private void write(LiveAlarm alarm) {
        alarms.put(alarm);
        out.alarm(alarm.alarm());
    }

    /** Takes a step that the table has no refusal for. */
    private static LiveAlarm take(LiveAlarm alarm, Step step) {
        if (alarm.after(step) instanceof LiveAlarm.Result.Changed changed) {
            return changed.alarm();
        }
        throw new IllegalStateException(step.cause() + " in " + alarm.alarm().state());
    }

    private static AlarmSource source(DeviceAddress address, @Nullable String asset) {
        return new AlarmSource(address.device(), asset, address.kind(), address.district());
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.lifecycle.Cause;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Refusal;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes what detectors found to the alarms of one device, with the commands that follow.
 *
 * <p>Commands are given whether the alarm stands or is put aside: a valve closes under a work order too.
 */
final class AlarmDesk {
    private final AlarmBook alarms;
    private final CommandDesk commands;
    private final Outbox out;

    AlarmDesk(AlarmBook alarms, CommandDesk commands, Outbox out) {
        this.alarms = alarms;
        this.commands = commands;
        this.out = out;
    }

    /** Takes what the rule's detector found at that time of the log. */
    void found(DeviceState device, Rule rule, Finding finding, long t) {
        DeviceFacts facts = device.facts();
        found(device, facts == null ? null : facts.asset(), rule, finding, t);
    }

    /** Takes what was found, in words that stand in the alarm's history. */
    void found(DeviceState device, Rule rule, Finding.Present finding, long t, String words) {
        DeviceFacts facts = device.facts();
        found(device, facts == null ? null : facts.asset(), rule, finding, t, words);
    }

    /** Takes what the rule's detector found at that time of the log, while the device served that asset. */
    void found(DeviceState device, @Nullable String asset, Rule rule, Finding finding, long t) {
        found(device, asset, rule, finding, t, null);
    }

    private void found(
            DeviceState device, @Nullable String asset, Rule rule, Finding finding, long t, @Nullable String words) {
        DeviceAddress address = device.address();
        if (address == null) {
            throw new IllegalStateException("a detector found something at a device that never spoke");
        }
        LiveAlarm alarm = alarms.get(rule.id());
        if (alarm == null) {
            alarm = LiveAlarm.neverRaised(rule.id(), source(device, address, asset), rule.text());
        }
        if (finding instanceof Finding.Present present) {
            present(
                    device,
                    source(device, address, asset),
                    rule,
                    alarm,
                    present,
                    new Step(Cause.RAISE, t, null, words, present.evidence().value()));
        } else if (finding instanceof Finding.Over over && alarm.alarm().active()) {
            alarms.write(device, alarm, alarm.take(Step.ofCondition(Cause.CLEAR, t, over.value())));
            out.count(AlarmMeter.CLEARED);
        }
    }

    /** Ends what a rule has found that does not hold, or does not look at the device, any more. */
    void withdraw(DeviceState device, String rule, String reason, long t) {
        LiveAlarm alarm = alarms.get(rule);
        if (alarm != null && alarm.alarm().active()) {
            alarms.write(device, alarm, alarm.take(new Step(Cause.CLEAR, t, Agenda.PLATFORM, reason, null)));
            out.count(AlarmMeter.CLEARED);
        }
    }

    /** Takes the step to the alarm; it worsens one that is active, and raises it else. */
    private void present(
            DeviceState device, AlarmSource source, Rule rule, LiveAlarm before, Finding.Present present, Step step) {
        Alarm was = before.alarm();
        if (was.active() && !present.severity().isWorseThan(was.severity())) {
            return;
        }
        long t = step.t();
        Cause cause = was.active() ? Cause.WORSEN : Cause.RAISE;
        long onset = was.active() ? was.onset() : present.onset();
        LiveAlarm known = before.with(source, rule.text(), present.severity(), onset, present.evidence());
        if (cause == Cause.RAISE && rule.attention().latching()) {
            known = known.latched();
        }
        Suppression suppression = device.lane(Clock.of(rule)).suppression();
        if (suppression != null && !was.state().isAside()) {
            known = ActionTaker.suppressed(known, suppression, t);
        }
        LiveAlarm after = known.take(new Step(cause, t, step.by(), step.reason(), step.value()));
        if (after.alarm().state() == AlarmState.SHELVED && !rule.isHideable(present.severity())) {
            after = after.take(new Step(Cause.UNSHELVE, t, Agenda.PLATFORM, Refusal.NOT_HIDEABLE.text(), null));
        }
        after = commands.react(device, rule, after, cause == Cause.RAISE ? null : was.severity(), t);
        alarms.write(device, before, after);
        out.count(cause == Cause.RAISE ? AlarmMeter.RAISED : AlarmMeter.WORSENED);
    }

    private static AlarmSource source(DeviceState device, DeviceAddress address, @Nullable String asset) {
        DeviceFacts facts = device.facts();
        return new AlarmSource(
                address.device(), asset, address.kind(), address.district(), facts != null && facts.simulated());
    }
}

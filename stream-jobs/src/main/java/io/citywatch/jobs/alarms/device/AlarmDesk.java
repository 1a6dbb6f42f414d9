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
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes what detectors found to the alarms of one device, and gives the commands that follow.
 *
 * <p>Commands are given whether the alarm stands or is put aside: a valve closes under a work order too.
 */
final class AlarmDesk {
    private final AlarmBook alarms;
    private final Outbox out;

    AlarmDesk(AlarmBook alarms, Outbox out) {
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
            alarm = LiveAlarm.neverRaised(rule.id(), source(device, address, asset), rule.text());
        }
        if (finding instanceof Finding.Present present) {
            present(device, source(device, address, asset), rule, alarm, present, t);
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

    private void present(
            DeviceState device, AlarmSource source, Rule rule, LiveAlarm before, Finding.Present present, long t) {
        Alarm was = before.alarm();
        if (was.active() && !present.severity().isWorseThan(was.severity())) {
            return;
        }
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
        LiveAlarm after =
                known.take(Step.ofCondition(cause, t, present.evidence().value()));
        if (after.alarm().state() == AlarmState.SHELVED && !rule.isHideable(present.severity())) {
            after = after.take(new Step(Cause.UNSHELVE, t, Agenda.PLATFORM, Refusal.NOT_HIDEABLE.text(), null));
        }
        alarms.write(device, before, after);
        out.count(cause == Cause.RAISE ? AlarmMeter.RAISED : AlarmMeter.WORSENED);
        react(device, rule, after.alarm(), cause == Cause.RAISE ? null : was.severity(), t);
    }

    private void react(DeviceState device, Rule rule, Alarm alarm, @Nullable Severity before, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Reaction reaction : rule.reactions()) {
            if (reaction.isDue(alarm.severity()) && (before == null || !reaction.isDue(before))) {
                out.command(new Command(
                        alarm.id()
                                + '~'
                                + alarm.onset()
                                + '~'
                                + reaction.command().text(),
                        address,
                        reaction.command(),
                        t,
                        t + reaction.validFor().toMillis(),
                        alarm.id(),
                        "rule/" + rule.id(),
                        alarm.source().simulated()));
                out.count(AlarmMeter.COMMANDS);
            }
        }
    }

    private static AlarmSource source(DeviceState device, DeviceAddress address, @Nullable String asset) {
        DeviceFacts facts = device.facts();
        return new AlarmSource(
                address.device(), asset, address.kind(), address.district(), facts != null && facts.simulated());
    }
}

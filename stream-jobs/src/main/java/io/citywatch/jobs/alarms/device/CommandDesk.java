package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.device.Order.Fate;
import io.citywatch.jobs.alarms.device.Order.Progress;
import io.citywatch.jobs.alarms.device.Orders.Unfit;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Reaction;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.rule.Interlock;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a device what its alarms ask of it, and puts that into their history. A command's id follows from the episode: in a
 * replay, after a restart and with each repeat it is the same.
 */
final class CommandDesk {
    /**
     * So long a device may keep a command back by what it says of itself, however often it says that: two warmings up one after the
     * other. One whose button is stuck would test itself for ever.
     */
    static final Duration LONGEST_KEPT_BACK = Duration.ofMinutes(10);

    private final Outbox out;

    CommandDesk(Outbox out) {
        this.out = out;
    }

    /**
     * The alarm, which has just been raised or become worse, with all that its device is told for it.
     *
     * @param before the severity before; null when it was not active
     */
    LiveAlarm react(DeviceState device, Rule rule, LiveAlarm alarm, @Nullable Severity before, long t) {
        LiveAlarm told = alarm;
        for (Reaction reaction : rule.reactions()) {
            if (reaction.isDue(alarm.alarm().severity()) && (before == null || !reaction.isDue(before))) {
                told = react(device, rule, told, reaction, t);
            }
        }
        return told;
    }

    private LiveAlarm react(DeviceState device, Rule rule, LiveAlarm alarm, Reaction reaction, long t) {
        Order order = new Order(
                rule.id(),
                reaction.command(),
                alarm.alarm().id()
                        + '~'
                        + alarm.alarm().onset()
                        + '~'
                        + reaction.command().text(),
                t,
                t + reaction.validFor().toMillis(),
                new Progress(0, Fate.WITHHELD, t, null));
        Interlock interlock = interlock(device, alarm.alarm(), reaction, t);
        return interlock == null
                ? give(device, order, reaction, alarm, t)
                : withhold(device, order, interlock, alarm, t);
    }

    /** Gives the command, for the first time or again; the alarm with that in its history. */
    LiveAlarm give(DeviceState device, Order order, Reaction reaction, LiveAlarm alarm, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return alarm;
        }
        Order given = order.giveAt(t, reaction);
        device.orders(device.orders().with(given));
        out.command(new Command(
                given.id(),
                address,
                given.command(),
                given.given(),
                given.expires(),
                alarm.alarm().id(),
                "rule/" + given.rule(),
                alarm.alarm().source().simulated()));
        int times = given.progress().times();
        out.count(times == 1 ? AlarmMeter.COMMANDS : AlarmMeter.REPEATED);
        String what = given.command().text() + (times == 1 ? "" : ": repeated");
        return alarm.take(new Step(Cause.COMMAND, t, "rule/" + given.rule(), what, null));
    }

    /** Keeps the command back; it is looked at again when the interlock ends. */
    LiveAlarm withhold(DeviceState device, Order order, Interlock interlock, LiveAlarm alarm, long t) {
        Unfit unfit = device.orders().unfit();
        Long due = unfit != null && unfit.why() == interlock
                ? Long.valueOf(Math.min(unfit.until(), keptBackUntil(order)))
                : null;
        Progress progress = new Progress(order.progress().times(), Fate.WITHHELD, t, due);
        device.orders(device.orders()
                .with(new Order(order.rule(), order.command(), order.id(), order.given(), order.expires(), progress)));
        out.count(AlarmMeter.WITHHELD);
        String what = order.command().text() + ": " + interlock.text();
        return alarm.take(new Step(Cause.WITHHELD, t, "rule/" + order.rule(), what, null));
    }

    /** From then on nothing that its device says keeps the command back, in milliseconds since 1970 UTC. */
    static long keptBackUntil(Order order) {
        return order.given() + LONGEST_KEPT_BACK.toMillis();
    }

    /** What keeps the reaction back at that time; null: nothing. */
    @Nullable
    Interlock interlock(DeviceState device, Alarm alarm, Reaction reaction, long t) {
        DeviceFacts facts = device.facts();
        boolean real = facts == null || !facts.simulated();
        if (alarm.source().simulated() && real && reaction.interlocks().contains(Interlock.SIMULATED)) {
            return Interlock.SIMULATED;
        }
        Unfit unfit = device.orders().unfit();
        return unfit != null && unfit.until() > t && reaction.interlocks().contains(unfit.why()) ? unfit.why() : null;
    }
}

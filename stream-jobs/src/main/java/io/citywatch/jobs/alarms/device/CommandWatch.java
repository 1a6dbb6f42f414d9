package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.Obedience;
import io.citywatch.jobs.alarms.device.Order.Fate;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Reaction;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.rule.Interlock;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a device does what it was told: awaits its answer, tells it again, and raises an alarm when it does not.
 *
 * <p>All of it goes by the arrival of the device's messages, as its alarms do. Only what a command's own device says counts as an
 * answer, and only while the command's episode lasts; how old an answer is does not matter, for it says of one command
 * what came of it. Done is done: whatever a device answers afterwards, to a repeat for instance, changes nothing, but a reading
 * that shows the valve open does.
 */
final class CommandWatch {
    /** A reading that says "open" so soon after a valve was closed may have been measured while it still turned. */
    static final Duration VALVE_SETTLES = Duration.ofSeconds(10);

    private final RuleBook rules;
    private final AlarmBook alarms;
    private final AlarmDesk desk;
    private final CommandDesk commands;
    private final Outbox out;

    CommandWatch(RuleBook rules, AlarmBook alarms, AlarmDesk desk, CommandDesk commands, Outbox out) {
        this.rules = rules;
        this.alarms = alarms;
        this.desk = desk;
        this.commands = commands;
        this.out = out;
    }

    /** The device has answered. */
    void answered(DeviceState device, CommandAnswer answer, long t) {
        Order order = device.orders().find(answer.command());
        if (order == null || order.fate() == Fate.WITHHELD) {
            out.count(AlarmMeter.STRAY_ANSWERS);
            return;
        }
        Fate fate = Fate.of(answer.result());
        if (order.fate() != Fate.DONE && order.fate() != fate) {
            String words = answer.text() == null ? "" : " (" + answer.text() + ")";
            become(device, order, fate, by(device), answer.result().text() + words, t);
        }
    }

    /** A reading has shown whether the valve is closed. */
    void valveSeen(DeviceState device, boolean open, long effective, long t) {
        for (Order order : device.orders().all()) {
            LiveAlarm alarm = alarms.get(order.rule());
            if (order.command() != Command.Verb.CLOSE_VALVE || alarm == null || order.fate() == Fate.WITHHELD) {
                continue;
            }
            if (!open && order.fate() != Fate.DONE && effective >= alarm.alarm().onset()) {
                become(device, order, Fate.DONE, by(device), "the valve is closed", t);
            } else if (open
                    && order.fate() == Fate.DONE
                    && alarm.alarm().active()
                    && effective >= order.progress().since() + VALVE_SETTLES.toMillis()) {
                become(device, order, Fate.FAILED, by(device), "the valve is open", t);
            }
        }
    }

    /** The device has said that it is well again: what that kept back is looked at now. */
    void fit(DeviceState device, long t) {
        for (Order order : device.orders().all()) {
            if (order.fate() == Fate.WITHHELD && order.progress().due() != null) {
                release(device, order, t);
            }
        }
    }

    /** When something is due at one of the device's commands, or {@link Detector#NEVER}. */
    static long next(DeviceState device) {
        long next = Detector.NEVER;
        for (Order order : device.orders().all()) {
            if (order.progress().due() != null) {
                next = Math.min(next, order.progress().due());
            }
        }
        return next;
    }

    /** Does what is due by that time. */
    void pass(DeviceState device, long t) {
        for (Order order : device.orders().all()) {
            if (order.isDue(t) && order.fate() == Fate.WITHHELD) {
                release(device, order, t);
            } else if (order.isDue(t)) {
                insist(device, order, t);
            }
        }
    }

    /**
     * The device speaks: while the alarm stands, what it has never answered, and must not carry out any more, is told it anew. It may not
     * have been there, or the log was read too late. Each time that is awaited twice as long as before, lest the history be full of it.
     */
    void tellAnew(DeviceState device, long t) {
        for (Order order : device.orders().all()) {
            LiveAlarm alarm = order.fate() == Fate.UNANSWERED ? alarms.get(order.rule()) : null;
            Reaction reaction = alarm == null ? null : reaction(order);
            if (alarm != null
                    && reaction != null
                    && alarm.alarm().active()
                    && reaction.isDue(alarm.alarm().severity())
                    && order.isToBeToldAnew(t, reaction.validFor().toMillis())
                    && commands.interlock(device, alarm.alarm(), reaction, t) == null) {
                Order fresh = order.validUntil(t + reaction.validFor().toMillis());
                alarms.write(device, alarm, commands.give(device, fresh, reaction, alarm, t));
            }
        }
    }

    /** Lets go of the commands whose alarm is over and acknowledged: somebody was there. */
    void settle(DeviceState device, long t) {
        Orders orders = device.orders();
        if (!orders.all().isEmpty()) {
            keep(
                    device,
                    orders.without(order -> {
                        LiveAlarm alarm = alarms.get(order.rule());
                        return alarm == null
                                || (!alarm.alarm().active() && alarm.alarm().acknowledged());
                    }),
                    t);
        }
    }

    /** Lets go of all commands, and of what was known of the valve: the device is taken away. */
    void drop(DeviceState device, long t) {
        keep(device, Orders.NONE, t);
    }

    /** Each that is let go may be the one that was undone, or have come in its place. */
    private void keep(DeviceState device, Orders kept, long t) {
        if (!kept.equals(device.orders())) {
            device.orders(kept);
            judge(device, t);
        }
    }

    private void release(DeviceState device, Order order, long t) {
        LiveAlarm alarm = alarms.get(order.rule());
        Reaction reaction = reaction(order);
        if (alarm == null
                || reaction == null
                || !alarm.alarm().active()
                || !reaction.isDue(alarm.alarm().severity())) {
            keep(device, device.orders().without(order::equals), t);
            return;
        }
        Interlock interlock = commands.interlock(device, alarm.alarm(), reaction, t);
        if (interlock == Interlock.SIMULATED || (interlock != null && t < CommandDesk.keptBackUntil(order))) {
            alarms.write(device, alarm, commands.withhold(device, order, interlock, alarm, t));
            return;
        }
        Order fresh = new Order(
                order.rule(),
                order.command(),
                order.id(),
                t,
                t + reaction.validFor().toMillis(),
                order.progress());
        alarms.write(device, alarm, commands.give(device, fresh, reaction, alarm, t));
    }

    private void insist(DeviceState device, Order order, long t) {
        LiveAlarm alarm = alarms.get(order.rule());
        Reaction reaction = reaction(order);
        if (alarm == null
                || reaction == null
                || t >= order.expires()
                || order.progress().times() > reaction.insistence().repeats()) {
            become(device, order, Fate.UNANSWERED, Agenda.PLATFORM, null, t);
            return;
        }
        Interlock interlock = commands.interlock(device, alarm.alarm(), reaction, t);
        alarms.write(
                device,
                alarm,
                interlock == Interlock.SIMULATED
                        ? commands.withhold(device, order, interlock, alarm, t)
                        : commands.give(device, order, reaction, alarm, t));
    }

    private void become(DeviceState device, Order order, Fate fate, String by, @Nullable String words, long t) {
        device.orders(device.orders().with(order.became(fate, t)));
        LiveAlarm alarm = alarms.get(order.rule());
        if (alarm != null) {
            String what = order.command().text() + (words == null ? "" : ": " + words);
            Cause cause = fate == Fate.UNANSWERED ? Cause.NO_ANSWER : Cause.ANSWER;
            alarms.write(device, alarm, alarm.take(new Step(cause, t, by, what, null)));
        }
        if (fate.isUndone()) {
            out.count(AlarmMeter.UNDONE);
        }
        judge(device, t);
    }

    /** Takes to the alarm of its own what has not been done; that is over when nothing is undone, and nothing as bad awaited anew. */
    private void judge(DeviceState device, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule rule : rules.of(address, device.facts())) {
            if (rule.detector() instanceof Obedience) {
                Order worst = worst(device);
                if (worst != null) {
                    String what =
                            worst.command().text() + ": " + worst.fate().name().toLowerCase(Locale.ROOT);
                    var present = new Finding.Present(undone(worst), worst.given(), Alarm.Evidence.NONE);
                    desk.found(device, rule, present, t, what);
                } else if (!isAwaitedAnew(device, alarms.get(rule.id()))) {
                    desk.found(device, rule, new Finding.Over(null), t);
                }
            }
        }
    }

    /** Whether something is awaited that would be as bad, undone, as what the alarm stands for. */
    private boolean isAwaitedAnew(DeviceState device, @Nullable LiveAlarm alarm) {
        return alarm != null
                && device.orders().all().stream()
                        .anyMatch(order -> order.fate() == Fate.AWAITED
                                && !alarm.alarm().severity().isWorseThan(undone(order)));
    }

    private @Nullable Order worst(DeviceState device) {
        Order worst = null;
        for (Order order : device.orders().all()) {
            if (order.fate().isUndone() && (worst == null || undone(order).isWorseThan(undone(worst)))) {
                worst = order;
            }
        }
        return worst;
    }

    /** Without its rule it is taken to be as bad as can be. */
    private Severity undone(Order order) {
        Reaction reaction = reaction(order);
        return reaction == null ? Severity.CRITICAL : reaction.insistence().undone();
    }

    private @Nullable Reaction reaction(Order order) {
        Rule rule = rules.rule(order.rule());
        return rule == null
                ? null
                : rule.reactions().stream()
                        .filter(reaction -> reaction.command() == order.command())
                        .findFirst()
                        .orElse(null);
    }

    private static String by(DeviceState device) {
        DeviceAddress address = device.address();
        return address == null ? Agenda.PLATFORM : address.device();
    }
}

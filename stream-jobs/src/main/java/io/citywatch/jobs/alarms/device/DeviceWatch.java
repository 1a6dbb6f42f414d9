package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Listening;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Watches over one device at a time: takes its messages, its operators' actions and the passing of time, and decides.
 *
 * <p>What is decided depends on the device's own messages and actions, in the order in which they are shown, on the times
 * recorded with them, and on when the gateway was listening; never on a wall clock. The clock here is that of arrivals:
 * before a message that arrived at a time is applied, all deadlines up to that time are. Timers only see to it that a deadline
 * is not late when the device says nothing. Silence alone waits for the watermark: see {@link SilenceWatch}.
 *
 * <p>Old news has no effect: a message that says what was more than {@link #OLD_NEWS} before it arrived, or, for each
 * detector, before the newest message that the detector has seen. Where a device's clock is wrong, its messages are of their
 * arrival: see {@link ClockWatch}.
 */
public final class DeviceWatch {
    /** Past this age, what a message says is not about now. */
    static final Duration OLD_NEWS = Duration.ofMinutes(5);

    /** So late, at most, a change of rules reaches what a detector waits for at a device that says nothing. */
    static final Duration LOOK_FOR_RULES = Duration.ofMinutes(1);

    private final ActionTaker actions;
    private final Agenda agenda;
    private final SilenceWatch silence;
    private final CommandWatch commands;
    private final ClockWatch clocks;
    private final Judgement judgement;
    private final Installer installer;
    private final RuleAdoption adoption;
    private final Outbox out;

    public DeviceWatch(RuleBook rules, Listening listening, AssetWorks works, AlarmStore alarms, Outbox out) {
        this(rules, t -> rules, listening, works, alarms, out);
    }

    /** A watch by those rules, and by others before. */
    DeviceWatch(
            RuleBook rules,
            LongFunction<RuleBook> rulesAt,
            Listening listening,
            AssetWorks works,
            AlarmStore alarms,
            Outbox out) {
        AlarmBook book = new AlarmBook(rules, alarms, out);
        CommandDesk commandDesk = new CommandDesk(out);
        GroupReporter groups = new GroupReporter(rules, out);
        AlarmDesk desk = new AlarmDesk(book, commandDesk, groups, out);
        this.actions = new ActionTaker(rules, book, new GroupActions(rules, book, desk, out), out);
        this.agenda = new Agenda(rules, book, actions, desk, groups, out);
        this.silence = new SilenceWatch(rules, new Patience(rules, rulesAt, listening), desk, agenda);
        this.commands = new CommandWatch(rules, book, desk, commandDesk, out);
        this.clocks = new ClockWatch(rules, desk);
        this.judgement = new Judgement(rules, groups, desk, new SelfReport(rules, book, desk, commands), out);
        this.adoption = new RuleAdoption(rules, book, desk, silence, groups);
        this.installer =
                new Installer(rules, works, adoption, actions, judgement, new Installer.Watches(commands, clocks));
        this.out = out;
    }

    /** Takes what the device said. */
    public void hear(DeviceState device, DeviceUplink uplink) {
        Long lastHeard = device.lastHeard();
        // The order in the log prevails over the stamps
        long arrival = lastHeard == null ? uplink.arrival() : Math.max(lastHeard, uplink.arrival());
        advance(device, arrival);
        out.count(AlarmMeter.MESSAGES);
        if (uplink.channel() == Channel.DEATH) {
            // A last will is the gateway's word: it is no sign of life
            return;
        }
        if (uplink.isNews() || lastHeard == null) {
            silence.heard(device, arrival);
            move(device, uplink.address(), arrival);
            device.address(uplink.address());
            device.concentrator(uplink.concentrator());
            device.lastHeard(arrival);
        }
        long forward = clocks.hear(device, uplink, arrival);
        if (forward != 0) {
            out.count(AlarmMeter.WRONG_CLOCK);
        }
        for (DeviceMessage message : uplink.messages()) {
            if (message instanceof Birth birth) {
                installer.install(device, birth, arrival);
            }
            if (message instanceof CommandAnswer answer) {
                commands.answered(device, answer, arrival);
            } else {
                judgement.judge(device, uplink.address(), message, message.t() + forward, uplink.arrival(), arrival);
            }
        }
        commands.settle(device, arrival);
        if (uplink.isNews()) {
            commands.tellAnew(device, arrival);
        }
    }

    /** A device that speaks from another district is no concern of rules that look at the one where it was. */
    private void move(DeviceState device, DeviceAddress to, long arrival) {
        DeviceAddress from = device.address();
        if (from != null && !from.equals(to)) {
            adoption.leave(device, from, device.facts(), to, arrival);
        }
    }

    /**
     * Takes what an operator did: carries it out when the log has come to its time, and else holds it until then.
     *
     * @param reached the time to which the log has come, in milliseconds since 1970 UTC
     * @return whether it was carried out, or refused; else a part of it at least is held
     */
    public boolean act(DeviceState device, AlarmAction action, long reached) {
        boolean done = true;
        for (Clock clock : actions.clocks(action)) {
            if (isDue(device, clock, action, reached)) {
                if (clock == Clock.ARRIVAL) {
                    advance(device, action.t());
                } else {
                    agenda.advance(device, clock, action.t());
                }
                actions.act(device, clock, action);
                commands.settle(device, action.t());
            } else {
                device.hold(clock, action);
                done = false;
            }
        }
        return done;
    }

    private static boolean isDue(DeviceState device, Clock clock, AlarmAction action, long reached) {
        Long lastHeard = device.lastHeard();
        return action.t() <= reached || (clock == Clock.ARRIVAL && lastHeard != null && action.t() <= lastHeard);
    }

    /** Carries out the actions that are held, without waiting for the log to come to their time. */
    public void actOnHeld(DeviceState device) {
        agenda.actOnAll(device);
        Long lastHeard = device.lastHeard();
        commands.settle(device, lastHeard == null ? 0 : lastHeard);
    }

    /** The watermark has come so far. */
    public void pass(DeviceState device, long watermark) {
        passByWatermark(device, watermark);
        passByArrival(device, watermark);
    }

    /** The watermark has come so far, for what goes by the watermark. */
    void passByWatermark(DeviceState device, long watermark) {
        silence.advance(device, watermark);
    }

    /** The watermark has come so far, for what goes by the arrival of messages. */
    void passByArrival(DeviceState device, long watermark) {
        advance(device, watermark);
    }

    long nextByArrival(DeviceState device) {
        return nextDue(device);
    }

    /** When to look at the device again: while a detector waits, rules may come by which that is due earlier. */
    long nextLookByArrival(DeviceState device, long watermark) {
        long detectors = judgement.next(device);
        long due = Math.min(detectors, nextBesideDetectors(device));
        long look = LOOK_FOR_RULES.toMillis();
        boolean isTimeKnown = watermark > Long.MIN_VALUE && watermark < Detector.NEVER - look;
        return isTimeKnown && due > watermark + look && detectors < Detector.NEVER ? watermark + look : due;
    }

    long nextByWatermark(DeviceState device) {
        return silence.nextDeadline(device);
    }

    long nextLookByWatermark(DeviceState device, long watermark) {
        return silence.nextLook(device, watermark);
    }

    /** From that time on these rules hold in place of others: see {@link RuleAdoption#adopt}. */
    void adopt(DeviceState device, Clock clock, RuleBook before, String reason, long t) {
        adoption.adopt(device, clock, before, reason, t);
    }

    /** The same for the alarms of a group. */
    void adoptAtGroup(DeviceState group, RuleBook before, String reason, long t) {
        adoption.adoptAtGroup(group, before, reason, t);
    }

    /** When something will change by itself if nothing more is heard, or {@link Detector#NEVER}. */
    public long nextDeadline(DeviceState device) {
        return Math.min(nextDue(device), silence.nextDeadline(device));
    }

    /** Applies every deadline up to that time, in order. */
    private void advance(DeviceState device, long clock) {
        for (long due = nextDue(device); due <= clock && due < Detector.NEVER; due = nextDue(device)) {
            judgement.elapse(device, due);
            takeLastWord(device, due);
            agenda.pass(device, Clock.ARRIVAL, due, clock);
            commands.settle(device, due);
            commands.pass(device, due);
        }
    }

    private long nextDue(DeviceState device) {
        return Math.min(judgement.next(device), nextBesideDetectors(device));
    }

    private long nextBesideDetectors(DeviceState device) {
        long asked = Math.min(agenda.next(device, Clock.ARRIVAL), CommandWatch.next(device));
        return Math.min(asked, ClockWatch.next(device));
    }

    private void takeLastWord(DeviceState device, long clock) {
        DeviceAddress address = device.address();
        ClockDoubt.LastWord word = address == null ? null : ClockWatch.release(device, clock);
        if (address != null && word != null) {
            out.count(AlarmMeter.LAST_WORD);
            judgement.judge(device, address, word.reading(), word.arrival(), word.arrival(), clock);
        }
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what is due at a device's alarms by the clock: ends shelving and suppression, escalates what nobody has acknowledged,
 * carries out the actions that were held until the log came to their time, raises what was withheld for long enough, and asks whether what
 * is folded still is.
 *
 * <p>Whatever comes late, it is done in the order in which it was due, and bears the time at which it was due.
 */
final class Agenda {
    /** Who acts when nobody does. */
    static final String PLATFORM = "citywatch";

    private static final String TIME_OVER = "the time is over";

    private final AlarmBook alarms;
    private final ActionTaker actions;
    private final AlarmDesk desk;
    private final RuleBook rules;
    private final GroupReporter groups;
    private final Outbox out;

    Agenda(RuleBook rules, AlarmBook alarms, ActionTaker actions, AlarmDesk desk, GroupReporter groups, Outbox out) {
        this.rules = rules;
        this.alarms = alarms;
        this.actions = actions;
        this.desk = desk;
        this.groups = groups;
        this.out = out;
    }

    /** When the next thing is due by that clock, or {@link Detector#NEVER}. */
    long next(DeviceState device, Clock clock) {
        Lane lane = device.lane(clock);
        long next = lane.due() == null ? Detector.NEVER : lane.due();
        if (lane.suppression() != null) {
            next = Math.min(next, lane.suppression().until());
        }
        for (Withheld withheld : lane.withheld()) {
            next = Math.min(next, withheld.until());
        }
        return lane.held().isEmpty() ? next : Math.min(next, lane.held().get(0).t());
    }

    /** Does, in order, everything that is due by that time. */
    void advance(DeviceState device, Clock clock, long until) {
        for (long due = next(device, clock); due <= until && due < Detector.NEVER; due = next(device, clock)) {
            pass(device, clock, due, until);
        }
    }

    /**
     * Does everything that is due by that time, at which the next thing is due. What is due each hour is done once however many hours
     * pass.
     *
     * @param until the time that is to come to pass
     */
    void pass(DeviceState device, Clock clock, long t, long until) {
        Lane lane = device.lane(clock);
        if (lane.due() != null && lane.due() <= t) {
            for (LiveAlarm alarm : alarms.of(clock)) {
                if (RollCall.isDue(alarm, lane.due(), until)) {
                    groups.ask(device, alarm.alarm(), t);
                }
            }
            for (LiveAlarm alarm : alarms.of(clock)) {
                endShelving(device, alarm, t);
            }
            for (LiveAlarm alarm : alarms.of(clock)) {
                escalate(device, alarm, t);
            }
            alarms.refresh(device, clock, until);
        }
        Suppression suppression = lane.suppression();
        if (suppression != null && suppression.until() <= t) {
            actions.endSuppression(device, clock, new Step(Cause.UNSUPPRESS, t, PLATFORM, TIME_OVER, null));
        }
        act(device, clock, t);
        release(device, clock, t);
    }

    /** Does everything up to the last action that is held, without waiting for the log to come to its time. */
    void actOnAll(DeviceState device) {
        for (Clock clock : Clock.values()) {
            List<AlarmAction> held = device.lane(clock).held();
            if (!held.isEmpty()) {
                advance(device, clock, held.get(held.size() - 1).t());
            }
        }
    }

    private void release(DeviceState device, Clock clock, long t) {
        for (Withheld withheld : device.lane(clock).withheld()) {
            if (withheld.until() > t) {
                continue;
            }
            Rule rule = rules.rule(withheld.rule());
            if (rule == null) {
                device.lane(clock, device.lane(clock).release(withheld.rule()));
            } else {
                desk.release(device, rule, withheld, t);
            }
        }
    }

    private void endShelving(DeviceState device, LiveAlarm alarm, long t) {
        Long end = alarm.shelfEnd();
        if (end != null && end <= t) {
            alarms.write(device, alarm, alarm.take(new Step(Cause.UNSHELVE, t, PLATFORM, TIME_OVER, null)));
        }
    }

    private void escalate(DeviceState device, LiveAlarm alarm, long t) {
        Long due = alarm.escalateAt();
        if (due != null && due <= t && alarm.alarm().state().isUnacknowledged()) {
            String seen = alarm.alarm().state() == AlarmState.RTNUN ? "nobody has looked at it" : "nobody has answered";
            alarms.write(device, alarm, alarm.take(new Step(Cause.ESCALATE, t, PLATFORM, seen, null)));
            out.count(AlarmMeter.ESCALATED);
        }
    }

    private void act(DeviceState device, Clock clock, long t) {
        Lane lane = device.lane(clock);
        if (lane.held().isEmpty() || lane.held().get(0).t() > t) {
            return;
        }
        List<AlarmAction> rest = new ArrayList<>();
        List<AlarmAction> now = new ArrayList<>();
        for (AlarmAction action : lane.held()) {
            (action.t() <= t ? now : rest).add(action);
        }
        device.lane(clock, lane.held(rest));
        now.forEach(action -> actions.act(device, clock, action));
    }
}

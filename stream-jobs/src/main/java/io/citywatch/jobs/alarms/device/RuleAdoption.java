package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.GroupDetector;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/** Takes a device, or a group, over from other rules, and from rules that look at it no more. */
final class RuleAdoption {
    static final String NOT_CONCERNED = "the rule does not concern the device any more";

    private final RuleBook rules;
    private final AlarmBook book;
    private final AlarmDesk desk;
    private final SilenceWatch silence;
    private final GroupReporter groups;

    RuleAdoption(RuleBook rules, AlarmBook book, AlarmDesk desk, SilenceWatch silence, GroupReporter groups) {
        this.rules = rules;
        this.book = book;
        this.desk = desk;
        this.silence = silence;
        this.groups = groups;
    }

    /**
     * From that time on these rules hold in place of others. What a detector remembers is kept where it is sound for the one that
     * takes its place; else it is forgotten, and an alarm that stands because of it is over.
     */
    void adopt(DeviceState device, Clock clock, RuleBook before, String reason, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule old : before.of(address, device.facts())) {
            Rule now = rules.rule(old.id());
            if (Clock.of(old) != clock || now == old) {
                continue;
            }
            if (now != null && isKept(now, old, address, device.facts())) {
                if (now.detector() instanceof MessageDetector<?> detector) {
                    detector.adoptOf(device.detectors.get(old.id()), old.detector(), t);
                }
                desk.goOn(device, old, now, t);
                continue;
            }
            silence.settle(device, old, t);
            withdraw(device, old, now == null || now.concerns(address, device.facts()) ? reason : NOT_CONCERNED, t);
        }
        for (Clock each : Clock.values()) {
            book.refresh(device, each, t);
        }
    }

    /**
     * The device has become another: it has moved, or was installed anew. What rules have found that looked at it as it was, and do not as
     * it is, is void.
     *
     * @param was where it was
     * @param before what was known of it
     * @param is where it is
     */
    void leave(DeviceState device, DeviceAddress was, @Nullable DeviceFacts before, DeviceAddress is, long t) {
        for (Rule rule : rules.of(was, before)) {
            if (!rule.concerns(is, device.facts())) {
                // It has still heard the device at that time
                silence.settle(device, rule, t + 1);
                withdraw(device, rule, NOT_CONCERNED, t);
            }
        }
    }

    /** The device gets other neighbours: what stands there says nothing to those that it has had, and still has while this is called. */
    void leaveNeighbours(DeviceState device, long t) {
        for (Clock clock : Clock.values()) {
            for (LiveAlarm alarm : book.of(clock)) {
                Alarm is = alarm.alarm();
                Rule rule = rules.rule(is.rule());
                if (is.active() && rule != null) {
                    groups.ended(device, rule, new Finding.Present(is.severity(), is.onset(), is.evidence()), t);
                }
            }
        }
    }

    private void withdraw(DeviceState device, Rule rule, String reason, long t) {
        device.detectors.remove(rule.id());
        desk.withdraw(device, rule, reason, t);
    }

    /**
     * From that time on these rules hold in place of others for the alarms of a group. What began after that time is the new
     * rules' own.
     */
    void adoptAtGroup(DeviceState group, RuleBook before, String reason, long t) {
        for (LiveAlarm alarm : book.of(Clock.ARRIVAL)) {
            String id = alarm.alarm().rule();
            Rule old = before.rule(id);
            Rule now = rules.rule(id);
            if (old != null && !standsOn(old, now) && alarm.alarm().onset() <= t) {
                desk.withdraw(group, old, reason, t);
            }
        }
    }

    /**
     * Whether the alarm that a group has by a rule goes on with another. One that stands for those of the group's devices is over with the
     * last of them, and ends before only where there is no rule any more.
     */
    private static boolean standsOn(Rule old, @Nullable Rule now) {
        return now != null
                && (!(old.detector() instanceof GroupDetector)
                        || (now.scope().equals(old.scope()) && now.detector().canGoOnFrom(old.detector())));
    }

    private static boolean isKept(Rule now, Rule old, DeviceAddress address, @Nullable DeviceFacts facts) {
        return now.concerns(address, facts) && now.detector().canGoOnFrom(old.detector());
    }
}

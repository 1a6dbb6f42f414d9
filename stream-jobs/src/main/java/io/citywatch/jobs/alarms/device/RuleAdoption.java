package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.GroupDetector;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/** Takes a device, or a group, over from other rules. */
final class RuleAdoption {
    static final String NOT_CONCERNED = "the rule does not concern the device any more";

    private final RuleBook rules;
    private final AlarmBook book;
    private final AlarmDesk desk;
    private final SilenceWatch silence;

    RuleAdoption(RuleBook rules, AlarmBook book, AlarmDesk desk, SilenceWatch silence) {
        this.rules = rules;
        this.book = book;
        this.desk = desk;
        this.silence = silence;
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
                desk.goOn(device, old, now, t);
                continue;
            }
            if (clock == Clock.WATERMARK) {
                silence.settle(device, old, t);
            }
            device.detectors.remove(old.id());
            desk.withdraw(
                    device, old, now == null || now.concerns(address, device.facts()) ? reason : NOT_CONCERNED, t);
        }
        for (Clock each : Clock.values()) {
            book.refresh(device, each);
        }
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
            boolean isKept = now != null
                    && old != null
                    && now.scope().equals(old.scope())
                    && now.detector().canGoOnFrom(old.detector());
            if (old != null
                    && old.detector() instanceof GroupDetector
                    && !isKept
                    && alarm.alarm().onset() <= t) {
                desk.withdraw(group, old, reason, t);
            }
        }
    }

    private static boolean isKept(Rule now, Rule old, DeviceAddress address, @Nullable DeviceFacts facts) {
        return now.concerns(address, facts) && now.detector().canGoOnFrom(old.detector());
    }
}

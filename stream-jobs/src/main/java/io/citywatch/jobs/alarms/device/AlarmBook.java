package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alarms of the device at hand: each change is written once, to the store and to the outbox, with what is due after it. */
final class AlarmBook {
    private final RuleBook rules;
    private final AlarmStore alarms;
    private final Outbox out;
    private final Collecting collecting;

    AlarmBook(RuleBook rules, AlarmStore alarms, Outbox out) {
        this.rules = rules;
        this.alarms = alarms;
        this.out = out;
        this.collecting = new Collecting(out);
    }

    /** The alarm of that rule, or null when it was never raised. */
    @Nullable
    LiveAlarm get(String rule) {
        return alarms.get(rule);
    }

    /** The alarms that go by that clock, in the order of their rules, so that a replay treats them in the same order. */
    List<LiveAlarm> of(Clock clock) {
        return alarms.all().stream()
                .filter(alarm -> clock(alarm) == clock)
                .sorted(Comparator.comparing(alarm -> alarm.alarm().rule()))
                .toList();
    }

    /** Writes what has become of an alarm; one that would stand for itself where its district's stands for it, stands behind that. */
    void write(DeviceState device, LiveAlarm before, LiveAlarm after) {
        Rule rule = rules.rule(after.alarm().rule());
        LiveAlarm placed = Collecting.standing(rule, after, after.alarm().updated());
        LiveAlarm awaited = placed.awaited(
                before,
                rule == null
                        ? null
                        : rule.attention().escalation().get(placed.alarm().severity()));
        alarms.put(awaited);
        out.alarm(awaited.alarm());
        collecting.tell(before.alarm(), awaited.alarm());
        refresh(device, Clock.of(rule), awaited.alarm().updated());
    }

    /** Finds out anew what of the alarms is due first after that time. */
    void refresh(DeviceState device, Clock clock, long t) {
        Long first = null;
        for (LiveAlarm alarm : alarms.all()) {
            if (clock(alarm) == clock) {
                first = earlier(earlier(first, alarm.shelfEnd()), alarm.escalateAt());
                first = earlier(first, RollCall.next(alarm, t));
            }
        }
        device.lane(clock, device.lane(clock).due(first));
    }

    private Clock clock(LiveAlarm alarm) {
        return Clock.of(rules.rule(alarm.alarm().rule()));
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        return one == null || (other != null && other < one) ? other : one;
    }
}

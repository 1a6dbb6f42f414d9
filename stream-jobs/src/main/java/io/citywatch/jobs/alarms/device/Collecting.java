package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.Condition;
import io.citywatch.jobs.alarms.group.FloodScope;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/**
 * Puts alarms behind the one that stands for all of their rule in their district, and tells that one who has come and gone.
 *
 * <p>Which alarm that is follows from the rule and the district, so nobody has to say so, and nothing waits. It is the one with the rule's
 * own id at the district's group: {@code group.district.410811~gas-sensor-expired}.
 */
final class Collecting {
    private final Outbox out;

    Collecting(Outbox out) {
        this.out = out;
    }

    /** The alarm that is about to be raised, behind its district's where its rule wants that; as it is where it is put aside. */
    static LiveAlarm raised(Rule rule, LiveAlarm alarm, long t) {
        Alarm is = alarm.alarm();
        return rule.isCollected(is.severity())
                        && !is.state().isAside()
                        && !AlarmGroup.isName(is.source().device())
                ? behind(alarm, t)
                : alarm;
    }

    /** The alarm behind its district's, where its rule wants that and it stands for itself, as after work at the device; else as it is. */
    static LiveAlarm standing(@Nullable Rule rule, LiveAlarm alarm, long t) {
        Alarm is = alarm.alarm();
        return rule != null && is.active() && is.state().stands() ? raised(rule, alarm, t) : alarm;
    }

    private static LiveAlarm behind(LiveAlarm alarm, long t) {
        return alarm.foldedInto(parent(alarm.alarm().source(), alarm.alarm().rule()))
                .take(new Step(Cause.FOLD, t, Agenda.PLATFORM, null, null));
    }

    /** The id of the alarm that stands for those of that rule where that one is. */
    private static String parent(AlarmSource source, String rule) {
        return Alarm.id(
                FloodScope.district(source.district(), source.simulated()).device(), rule);
    }

    /** Tells the district's alarm what has changed of those for which it stands. */
    void tell(Alarm before, Alarm after) {
        String was = parentOf(before);
        String is = parentOf(after);
        boolean isSame = was != null && was.equals(is) && before.onset() == after.onset();
        if (was != null && !isSame) {
            out.collective(news(was, before, false, after.updated()));
        }
        if (is != null && (!isSame || before.severity() != after.severity())) {
            out.collective(news(is, after, true, after.updated()));
        }
    }

    /** The alarm of its district behind which that one stands; null where it does not, as behind a flood's. */
    private static @Nullable String parentOf(Alarm alarm) {
        String parent = alarm.handling().parent();
        return alarm.active()
                        && parent != null
                        && !alarm.rule().equals(FloodRule.ID)
                        && parent.endsWith(Alarm.id("", alarm.rule()))
                ? parent
                : null;
    }

    /** What an alarm asks its district's that stands for it, or that one itself; null: neither is of that sort. */
    static @Nullable CollectiveNews asks(Alarm alarm, long t) {
        boolean isDistricts =
                alarm.handling().members() != null && !alarm.rule().equals(FloodRule.ID);
        String parent = isDistricts ? alarm.id() : parentOf(alarm);
        return parent == null ? null : news(parent, alarm, true, t);
    }

    private static CollectiveNews news(String parent, Alarm alarm, boolean active, long t) {
        return new CollectiveNews(
                parent, condition(alarm), active, t, alarm.source().simulated(), alarm.text());
    }

    /** The condition of an alarm, where it was raised. */
    static Condition condition(Alarm alarm) {
        AlarmSource source = alarm.source();
        return new Condition(
                alarm.rule(),
                new DeviceAddress(source.district(), source.kind(), source.device()),
                alarm.severity(),
                alarm.onset());
    }
}

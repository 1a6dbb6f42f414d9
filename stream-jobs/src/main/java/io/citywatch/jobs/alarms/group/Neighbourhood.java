package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The values of the devices of one group, and since when each has been what it is: whoever stays the same while the others change is stuck,
 * and where nobody changes, as in a holiday, nobody is.
 *
 * <p>It waits for nothing: whoever completes the share sets it off at once. What comes twice, or late, changes nothing: of each member its
 * newest value counts; what is said twice is moot at its alarm.
 */
final class Neighbourhood {
    /** Neighbours are several: what one of them does may be chance. */
    static final int LEAST_CHANGED = 2;

    /** A member whose value is older is not counted any more: it may have been taken away. */
    static final Duration REMEMBERED = Duration.ofDays(31);

    private final NamedStore<Neighbour> members;

    Neighbourhood(NamedStore<Neighbour> members) {
        this.members = members;
    }

    /** Takes the news; returns what is to be said to alarms. */
    List<AlarmAction> hear(NeighbourNews news) {
        String device = news.address().device();
        Neighbour known = members.get(device);
        if (known != null
                && (news.since() < known.since()
                        || (news.since() == known.since() && !news.terms().stuck()))) {
            return List.of();
        }
        members.put(device, new Neighbour(news.since(), news.terms().stuck() ? Long.valueOf(news.t()) : null));
        List<Map.Entry<String, Neighbour>> all = new ArrayList<>();
        members.entries().forEach(entry -> all.add(Map.entry(entry.getKey(), entry.getValue())));
        List<AlarmAction> words = new ArrayList<>();
        for (Map.Entry<String, Neighbour> member : all) {
            Long stuckSince = member.getValue().stuckSince();
            if (stuckSince != null) {
                judge(news, member, stuckSince, all, words);
            }
        }
        return words;
    }

    /** Forgets those whose value is too old at that time. */
    void forget(long t) {
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, Neighbour> entry : members.entries()) {
            if (entry.getValue().since() <= t - REMEMBERED.toMillis()) {
                old.add(entry.getKey());
            }
        }
        old.forEach(members::remove);
    }

    private void judge(
            NeighbourNews news,
            Map.Entry<String, Neighbour> member,
            long stuckSince,
            List<Map.Entry<String, Neighbour>> all,
            List<AlarmAction> words) {
        long since = member.getValue().since();
        int others = 0;
        int changed = 0;
        for (Map.Entry<String, Neighbour> other : all) {
            if (!other.getKey().equals(member.getKey())) {
                others++;
                changed += other.getValue().since() > since ? 1 : 0;
            }
        }
        if (changed >= LEAST_CHANGED && changed >= news.terms().share() * others) {
            members.put(member.getKey(), new Neighbour(since, null));
            words.add(word(news, member.getKey(), since, Math.max(stuckSince, news.t()), changed, others));
        }
    }

    private static AlarmAction word(NeighbourNews news, String device, long since, long t, int changed, int others) {
        return new AlarmAction(
                Alarm.id(device, news.rule()),
                device,
                AlarmAction.Verb.RAISE,
                t,
                "rule/" + news.rule(),
                "neighbours have changed: " + changed + " of " + others + " in " + news.group(),
                null,
                null,
                new GroupFinding(since, null, null, null));
    }
}

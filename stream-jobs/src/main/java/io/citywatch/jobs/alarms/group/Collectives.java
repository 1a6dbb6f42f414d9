package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmMembers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the one alarm that stands for all of a rule in a district: it begins with the first of them, grows and shrinks with them,
 * and ends with the last.
 *
 * <p>Which alarms are members is decided at their devices; here they are counted. As of {@link Floods}, what becomes known is judged
 * {@link Gathering#TIME} after it was found, in the order of the times at which it was found, and however many came and went, it is
 * told once a second at most. Members say each hour that they are: where they have been lost, they are known again.
 */
final class Collectives {
    private final CollectiveMemory memory;
    private final CollectiveWords words;

    Collectives(CollectiveMemory memory, CollectiveWords words) {
        this.memory = memory;
        this.words = words;
    }

    /** Puts down what became known, and returns when it is to be judged, if the log has come to that time. */
    long hear(CollectiveNews news, long reached) {
        return new Gathering<>(memory.news()).hear(news, reached);
    }

    /** Judges what is due at that time of the log of the alarm of that id. */
    void judge(String parent, long t) {
        Collective now = memory.standing().get(parent);
        for (CollectiveNews news : new Gathering<>(memory.news()).takeDue(t)) {
            Condition condition = news.condition();
            if (condition.alarm().equals(parent)) {
                now = answer(now, condition, t);
            } else {
                now = news.active() ? join(now, news, t) : leave(now, condition);
            }
        }
        if (now == null) {
            return;
        }
        if (now.tally().active() == 0) {
            if (now.opened() < t) {
                words.disperse(now, t);
            }
            memory.standing().remove(parent);
        } else if (now.tally().changed()) {
            Collective named = now.tally().first().isEmpty() ? now.naming(first()) : now;
            words.gather(named, t);
            memory.standing().put(parent, named.told());
        } else {
            memory.standing().put(parent, now);
        }
    }

    private Collective join(@Nullable Collective before, CollectiveNews news, long t) {
        Condition condition = news.condition();
        Collective now = before == null ? Collective.begunBy(news, t) : before;
        Long known = memory.members().get(condition.alarm());
        if (known != null && known >= condition.onset()) {
            return now.worst(condition.severity());
        }
        if (known != null) {
            now = now.leftBy(condition.alarm());
        }
        memory.members().put(condition.alarm(), condition.onset());
        return now.joinedBy(news);
    }

    /** The alarm that stands for the members asks whether there are any. */
    private @Nullable Collective answer(@Nullable Collective now, Condition condition, long t) {
        if (now == null) {
            words.unknown(condition.alarm(), condition.onset(), t);
            return null;
        }
        return now.opened() < condition.onset() ? now.openedAt(condition.onset()) : now;
    }

    private @Nullable Collective leave(@Nullable Collective now, Condition condition) {
        Long known = memory.members().get(condition.alarm());
        if (now == null || known == null || known > condition.onset()) {
            return now;
        }
        memory.members().remove(condition.alarm());
        return now.leftBy(condition.alarm());
    }

    /** The members whose ids come first: the same ones, in whatever order they are stored. */
    private List<String> first() {
        PriorityQueue<String> least = new PriorityQueue<>(Comparator.reverseOrder());
        for (Map.Entry<String, Long> entry : memory.members().entries()) {
            least.add(entry.getKey());
            if (least.size() > AlarmMembers.MAX_LISTED) {
                least.remove();
            }
        }
        return least.stream().sorted().toList();
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What several devices show together, found out in memory as the job's operators find it out: {@link AgreementFunction},
 * {@link NeighbourFunction}, {@link FloodFunction} and {@link CollectiveFunction}. Not thread-safe.
 */
public final class RehearsedGroups {
    private final Map<String, Agreeing> agreeing = new HashMap<>();
    /** The groups in which conditions began, by the times at which they did, to which the log has not come yet. */
    private final TreeMap<Long, TreeSet<String>> begun = new TreeMap<>();

    private final Map<String, NamedStore<Neighbour>> neighbours = new HashMap<>();
    private final Map<String, Floods> cities = new HashMap<>();
    /** The cities that are to be judged, by the times at which that is due. */
    private final TreeMap<Long, TreeSet<String>> due = new TreeMap<>();

    private final Map<String, Collectives> collectives = new HashMap<>();
    /** The alarms of districts that are to be judged, by the times at which that is due. */
    private final TreeMap<Long, TreeSet<String>> changed = new TreeMap<>();

    private final Consumer<AlarmAction> words;

    /** Groups whose words go there. */
    public RehearsedGroups(Consumer<AlarmAction> words) {
        this.words = words;
    }

    /** A condition began with which neighbours may agree, or is over; the log has come to that time. */
    public void hear(AgreementNews news, long reached) {
        String key = news.key();
        Agreeing known = agreeing.getOrDefault(key, Agreeing.none(news.terms())).at(reached);
        if (!news.begun()) {
            agreeing.put(key, known.without(news.condition(), news.t()));
            return;
        }
        Agreeing.Begun one = new Agreeing.Begun(news.condition(), news.t(), news.simulated(), null);
        Agreeing next = known.with(one, news.terms());
        agreeing.put(key, next);
        if (next != known) {
            if (one.t() > reached) {
                begun.computeIfAbsent(one.t(), any -> new TreeSet<>()).add(key);
            }
            AgreementWords.of(news.group(), next, one, reached).forEach(words);
        }
    }

    /** A value has changed, or has stayed the same for too long. */
    public void hear(NeighbourNews news) {
        var members = neighbours.computeIfAbsent(news.key(), any -> new InMemoryStore<>());
        new Neighbourhood(members).hear(news).forEach(words);
    }

    /** What may be part of a flood began or ended; the log has come to that time. */
    public void hear(FoldNews news, long reached) {
        String city = FloodFunction.city(news);
        judgeAt(floods(city).hear(news, Math.max(reached, 0)), city);
    }

    /** An alarm has come to those of its district, or left them; the log has come to that time. */
    public void hear(CollectiveNews news, long reached) {
        long t = collectives(news.parent()).hear(news, Math.max(reached, 0));
        changed.computeIfAbsent(t, any -> new TreeSet<>()).add(news.parent());
    }

    /** The log comes to that time: what still stands is known, and floods are judged. */
    public void pass(long watermark) {
        while (!begun.isEmpty() && begun.firstKey() <= watermark) {
            Map.Entry<Long, TreeSet<String>> next = begun.pollFirstEntry();
            for (String key : next.getValue()) {
                Agreeing known = agreeing.get(key);
                if (known != null) {
                    AgreementWords.at(next.getKey(), AgreementNews.Group.ofKey(key), known)
                            .forEach(words);
                }
            }
        }
        while (!due.isEmpty() && due.firstKey() <= watermark) {
            Map.Entry<Long, TreeSet<String>> next = due.pollFirstEntry();
            for (String city : next.getValue()) {
                Long again = floods(city).judge(next.getKey());
                if (again != null) {
                    judgeAt(again, city);
                }
            }
        }
        while (!changed.isEmpty() && changed.firstKey() <= watermark) {
            Map.Entry<Long, TreeSet<String>> next = changed.pollFirstEntry();
            next.getValue().forEach(parent -> collectives(parent).judge(parent, next.getKey()));
        }
    }

    private Collectives collectives(String parent) {
        return collectives.computeIfAbsent(parent, any -> {
            var memory = new CollectiveMemory(new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());
            return new Collectives(memory, new CollectiveWords(words));
        });
    }

    private void judgeAt(long t, String city) {
        due.computeIfAbsent(t, any -> new TreeSet<>()).add(city);
    }

    private Floods floods(String city) {
        return cities.computeIfAbsent(city, any -> {
            var memory = new FloodMemory(
                    new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());
            return new Floods(memory, new FloodWords(words));
        });
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What several devices show together, found out in memory as the job's operators find it out: {@link AgreementFunction},
 * {@link NeighbourFunction} and {@link FloodFunction}. Not thread-safe.
 */
public final class RehearsedGroups {
    private final Map<String, Agreeing> agreeing = new HashMap<>();
    private final Map<String, NamedStore<Neighbour>> neighbours = new HashMap<>();
    private final Map<String, Floods> cities = new HashMap<>();
    /** The cities that are to be judged, by the times at which that is due. */
    private final TreeMap<Long, TreeSet<String>> due = new TreeMap<>();

    private final Consumer<AlarmAction> words;

    /** Groups whose words go there. */
    public RehearsedGroups(Consumer<AlarmAction> words) {
        this.words = words;
    }

    /** A condition began with which neighbours may agree; the log has come to that time. */
    public void hear(AgreementNews news, long reached) {
        Agreeing known = agreeing.getOrDefault(
                        news.key(), new Agreeing(news.terms().withinMillis(), List.of()))
                .at(reached);
        Agreeing.Begun one = new Agreeing.Begun(news.condition(), news.t(), news.simulated());
        Agreeing next = known.with(one, news.terms());
        agreeing.put(news.key(), next);
        if (next != known) {
            AgreementWords.of(news, next, one).forEach(words);
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

    /** The log comes to that time: floods are judged. */
    public void pass(long watermark) {
        while (!due.isEmpty() && due.firstKey() <= watermark) {
            Map.Entry<Long, TreeSet<String>> next = due.pollFirstEntry();
            for (String city : next.getValue()) {
                Long again = floods(city).judge(next.getKey());
                if (again != null) {
                    judgeAt(again, city);
                }
            }
        }
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

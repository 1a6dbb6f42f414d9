package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.group.InMemoryStore;
import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What would be said to the alarms of groups by recorded readings: the job's own decisions, with everything in memory. Not
 * thread-safe.
 */
public final class AggregateRehearsal {
    private final Map<String, Life> lives = new HashMap<>();
    private final TreeSet<Timer> timers = new TreeSet<>();
    private final AggregateWords words;

    /** What is said goes there. */
    public AggregateRehearsal(Consumer<AlarmAction> out) {
        words = new AggregateWords(out);
    }

    private record Timer(long t, String key) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return t == other.t ? key.compareTo(other.key) : Long.compare(t, other.t);
        }
    }

    private static final class Life {
        private final InMemoryStore<MemberReadings> members = new InMemoryStore<>();
        private @Nullable GroupSeries series;
    }

    /** Takes a reading of a device. */
    public void take(AggregateReading reading) {
        Life life = lives.computeIfAbsent(reading.key(), key -> new Life());
        life.series = new AggregateWatch(life.members, words).take(life.series, reading);
        timers.add(new Timer(AggregateWatch.due(reading), reading.key()));
    }

    /** The log's time has come so far. */
    public void pass(long watermark) {
        while (!timers.isEmpty() && timers.first().t() <= watermark) {
            Timer next = timers.first();
            timers.remove(next);
            Life life = lives.get(next.key());
            if (life != null && life.series != null) {
                new AggregateWatch(life.members, words).pass(life.series, next.t());
            }
        }
    }
}

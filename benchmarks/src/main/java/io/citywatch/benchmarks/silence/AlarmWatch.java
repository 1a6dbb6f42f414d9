package io.citywatch.benchmarks.silence;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.codec.LogJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows the alarms of a city in the log, but for gas: which stand, and which are folded. */
final class AlarmWatch implements AutoCloseable {
    private final Set<String> folded = ConcurrentHashMap.newKeySet();
    private final Set<String> standing = new HashSet<>();
    private final AlarmTail tail;
    private volatile long lastFolded;
    private volatile int standingNow;
    private volatile int mostStanding;

    AlarmWatch(String bootstrapServers) {
        tail = new AlarmTail("alarm-watch", bootstrapServers, this::apply);
    }

    int folded() {
        return folded.size();
    }

    /** When the last of them was folded, in milliseconds since 1970 UTC. */
    long lastFolded() {
        return lastFolded;
    }

    /** How many alarms stand. */
    int standing() {
        return standingNow;
    }

    int mostStanding() {
        return mostStanding;
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.key().startsWith(LeakWatch.LEAK)) {
            return;
        }
        Alarm alarm;
        try {
            alarm = LogJson.alarm(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (alarm.source().district().startsWith(CityLog.ELSEWHERE)) {
            return;
        }
        if (alarm.handling().parent() != null && alarm.handling().members() == null && folded.add(alarm.id())) {
            lastFolded = System.currentTimeMillis();
        }
        if (alarm.state().stands()) {
            standing.add(alarm.id());
        } else {
            standing.remove(alarm.id());
        }
        standingNow = standing.size();
        mostStanding = Math.max(mostStanding, standing.size());
    }

    @Override
    public void close() throws InterruptedException {
        tail.close();
    }
}

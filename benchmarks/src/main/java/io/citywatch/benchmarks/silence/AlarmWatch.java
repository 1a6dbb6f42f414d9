package io.citywatch.benchmarks.silence;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the alarms of a city in the log: which stand, which are folded, and how long gas took. */
final class AlarmWatch implements AutoCloseable {
    private static final String LEAK = "leak-";

    private final Map<String, Long> leaking = new ConcurrentHashMap<>();
    private final Histogram leakMicros = new ConcurrentHistogram(3);
    private final AtomicLong slowestNanos = new AtomicLong();
    private final Set<String> folded = ConcurrentHashMap.newKeySet();
    private final Set<String> standing = new HashSet<>();
    private final String bootstrapServers;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long lastFolded;
    private volatile int standingNow;
    private volatile int mostStanding;

    AlarmWatch(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        thread = new Thread(this::follow, "alarm-watch");
        thread.start();
    }

    /** A gas alarm of that device is on its way. */
    void expect(String device) {
        leaking.put(device, System.nanoTime());
    }

    int folded() {
        return folded.size();
    }

    /** When the last of them was folded, in milliseconds since 1970 UTC. */
    long lastFolded() {
        return lastFolded;
    }

    /** How many alarms stand, but for the gas that is timed. */
    int standing() {
        return standingNow;
    }

    int mostStanding() {
        return mostStanding;
    }

    /** How long the slowest gas alarm took that has come since this was asked last, or waits still, in milliseconds. */
    long slowestOfLate() {
        long waiting =
                leaking.values().stream().mapToLong(Long::longValue).min().orElse(System.nanoTime());
        long slowest = Math.max(slowestNanos.getAndSet(0), System.nanoTime() - waiting);
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }

    /** How long gas alarms took, in microseconds. */
    Histogram leaks() {
        return leakMicros;
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "5"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> alarms = List.of(new TopicPartition(LogTopics.ALARMS, 0));
            consumer.assign(alarms);
            consumer.seekToBeginning(alarms);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    apply(LogJson.alarm(record.value()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Alarm alarm) {
        String device = alarm.source().device();
        if (device.startsWith(LEAK)) {
            Long since = leaking.remove(device);
            if (since != null) {
                long took = System.nanoTime() - since;
                leakMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(took));
                slowestNanos.accumulateAndGet(took, Math::max);
            }
            return;
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
        closed = true;
        thread.join();
    }
}

package io.citywatch.benchmarks.state;

import io.citywatch.benchmarks.log.TopicTail;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Places in the log: gas leaks in so many homes that some are in each partition. When all their alarms are in the log, the
 * job has come so far.
 *
 * <p>Alarms from before it was opened do not count: a job that begins anew raises each mark again.
 */
final class Marks implements AutoCloseable {
    private static final String MARK = "mark-";
    private static final int LEAKS = 16;

    private final TopicTail alarms;
    private final Set<String> seen = new HashSet<>();

    Marks(String bootstrapServers) {
        alarms = new TopicTail(bootstrapServers, LogTopics.ALARMS);
    }

    /** The homes whose leaks make the mark of that name. */
    static List<String> devices(String name) {
        return IntStream.range(0, LEAKS).mapToObj(i -> MARK + name + "-" + i).toList();
    }

    /**
     * Waits until the job has come to the mark of that name.
     *
     * @return when it has, on the clock of {@link System#nanoTime}
     */
    long await(String name, Duration patience) throws InterruptedException {
        List<String> missing = new ArrayList<>(devices(name));
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            missing.removeAll(seen);
            if (missing.isEmpty()) {
                return System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the job has not come to " + missing + " within " + patience.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : alarms.next()) {
                see(record.value());
            }
        }
    }

    private void see(byte[] alarm) {
        try {
            seen.add(LogJson.alarm(alarm).source().device());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        alarms.close();
    }
}

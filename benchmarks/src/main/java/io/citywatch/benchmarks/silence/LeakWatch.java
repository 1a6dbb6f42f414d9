package io.citywatch.benchmarks.silence;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How long gas alarms take, from the log to the log. It reads nothing but the names of others: whoever waits for the alarms of one home does
 * not read those of a tenth of the city before.
 */
final class LeakWatch implements AutoCloseable {
    /** What the names of leaking devices begin with. */
    static final String LEAK = "leak-";

    private final Map<String, Long> leaking = new ConcurrentHashMap<>();
    private final Recorder micros = new Recorder(3);
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AlarmTail tail;

    LeakWatch(String bootstrapServers) {
        tail = new AlarmTail("leak-watch", bootstrapServers, this::apply);
    }

    /** A gas alarm of that device is on its way. */
    void expect(String device) {
        leaking.put(device, System.nanoTime());
    }

    /** How long the slowest took that has come since this was asked last, or waits still, in milliseconds. */
    long slowestOfLate() {
        long waiting =
                leaking.values().stream().mapToLong(Long::longValue).min().orElse(System.nanoTime());
        long slowest = Math.max(slowestNanos.getAndSet(0), System.nanoTime() - waiting);
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }

    /** Waits until all that were expected have come, but not for longer than that; how many are missing. */
    int await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!leaking.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return leaking.size();
    }

    /** How long those took that have come since this was asked last, in microseconds. */
    Histogram microsOfLate() {
        return micros.getIntervalHistogram();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        // An alarm's key is its device's and its rule's names
        if (!record.key().startsWith(LEAK)) {
            return;
        }
        Long since = leaking.remove(record.key().substring(0, record.key().indexOf('~')));
        if (since != null) {
            long took = System.nanoTime() - since;
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(took));
            slowestNanos.accumulateAndGet(took, Math::max);
        }
    }

    @Override
    public void close() throws InterruptedException {
        tail.close();
    }
}

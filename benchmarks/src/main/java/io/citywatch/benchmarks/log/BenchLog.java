package io.citywatch.benchmarks.log;

import io.citywatch.ingest.log.KafkaUplinkLog;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.topic.Tick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A log of its own with all topics, to which is appended as the gateway does it: with its batches and headers. Not
 * thread-safe.
 */
public final class BenchLog implements AutoCloseable {
    /** The gateway's own bound for what is under way. */
    private static final long MAX_UNDER_WAY_BYTES = 64L << 20;
    /** Messages of a few hundred bytes: less than that bound. */
    private static final int MAX_UNDER_WAY = 100_000;

    private static final int QOS = 1;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final EmbeddedKafka kafka;
    private final KafkaUplinkLog uplink;
    private final int partitions;
    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Callback confirmed = (metadata, failed) -> {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        }
        room.release();
    };

    private BenchLog(EmbeddedKafka kafka, int partitions) {
        this.kafka = kafka;
        this.partitions = partitions;
        uplink = new KafkaUplinkLog("bench", kafka.bootstrapServers(), MAX_UNDER_WAY_BYTES, Duration.ZERO);
    }

    /**
     * Starts a log.
     *
     * @param folder where it is kept
     * @param partitions over how many partitions the uplink is spread
     */
    public static BenchLog start(Path folder, int partitions) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder));
        try {
            LogSetup.createTopics(kafka.bootstrapServers(), partitions, LogSetup.DEFAULT_RETENTION);
            BenchLog log = new BenchLog(kafka, partitions);
            log.uplink.awaitPartitions(CLOSE_PATIENCE);
            return log;
        } catch (RuntimeException | InterruptedException e) {
            kafka.close();
            throw e;
        }
    }

    /** The log's address. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Appends a message; waits while much is under way. */
    public void append(UplinkRoute route, Sender sender, long arrivalMillis, byte[] payload)
            throws InterruptedException {
        room.acquire();
        uplink.append(route, sender, arrivalMillis, QOS, payload, confirmed);
    }

    /** Appends the gateway's mark of time to every partition. */
    public void tick(Tick tick) throws InterruptedException {
        for (int partition = 0; partition < partitions; partition++) {
            room.acquire();
            uplink.appendTick(partition, tick, confirmed);
        }
    }

    /**
     * Waits until all that was appended is in the log.
     *
     * @throws IllegalStateException when something is not
     */
    public void flush() throws InterruptedException {
        room.acquire(MAX_UNDER_WAY);
        room.release(MAX_UNDER_WAY);
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the log has not taken all", failed);
        }
    }

    @Override
    public void close() {
        try {
            uplink.close(CLOSE_PATIENCE);
        } finally {
            kafka.close();
        }
    }
}

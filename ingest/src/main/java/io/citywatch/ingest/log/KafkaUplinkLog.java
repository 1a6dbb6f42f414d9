package io.citywatch.ingest.log;

import io.citywatch.telemetry.connection.ConnectionEvent;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log in Kafka.
 *
 * <p>An append never blocks: {@code max.block.ms} is zero, so that Kafka's client refuses at once where it would wait. It does
 * so when it has lost the topic's metadata, as it may while all brokers are away. What it refuses for such a reason is held
 * here, in order, and handed over again by a thread of its own ({@link HeldMessages}); who appends does not learn of it. How much
 * that can become is bounded by those who append ({@link InFlightBytes}); the producer's buffer is larger than that bound by
 * what its batches can waste.
 *
 * <p>While Kafka is away the producer keeps what it has and goes on by itself: nothing expires, and idempotence keeps repeated
 * requests from storing a message twice.
 */
public final class KafkaUplinkLog implements UplinkLog, AutoCloseable {
    /** Big enough that a burst fills few requests; a request holds one batch for each partition. */
    private static final int BATCH_BYTES = 256 * 1024;
    /**
     * While a broker works on one request the next one fills, so that requests are small when there is little to do, and large
     * when there is much; with several at a time many small ones keep the broker busy. A request of full batches carries a
     * megabyte, which is enough even where Kafka takes some milliseconds.
     */
    private static final int REQUESTS_AT_A_TIME = 1;
    /** Batches that may be allocated in full and filled in part: those in flight and the open ones of each partition. */
    private static final int PARTLY_FILLED_BATCHES = 128;
    /** Long enough for a disk that is busy for seconds, short enough to notice a broker that vanished. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    /** A broker that comes back is found again within this time. */
    private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(1);

    private static final Duration METADATA_RETRY = Duration.ofMillis(20);

    private static final Header[] QOS = {qosHeader(0), qosHeader(1), qosHeader(2)};

    private final KafkaProducer<byte[], byte[]> producer;
    private final InFlightBytes inFlight;
    private final HeldMessages held;
    private final ConnectionNotes notes;
    private final AcceptedCounts accepted;

    /**
     * Connects to Kafka.
     *
     * @param clientId what Kafka calls us in its logs and meters
     * @param bootstrapServers Kafka's addresses
     * @param maxInFlightBytes the high mark of what is under way
     * @param linger how long a message waits for company; more throughput for more delay
     */
    public KafkaUplinkLog(String clientId, String bootstrapServers, long maxInFlightBytes, Duration linger) {
        inFlight = new InFlightBytes(maxInFlightBytes);
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, REQUESTS_AT_A_TIME);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * maxInFlightBytes + PARTLY_FILLED_BATCHES * BATCH_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF.toMillis());
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        held = new HeldMessages(producer);
        notes = new ConnectionNotes(producer);
        accepted = new AcceptedCounts(producer, clientId, Clock.systemUTC());
    }

    /**
     * Waits until the uplink topic is known, and gives the number of its partitions.
     *
     * @throws IllegalStateException when it is not known in that time
     */
    public int awaitPartitions(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return producer.partitionsFor(LogTopics.UPLINK).size();
            } catch (TimeoutException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "Kafka did not show the topic " + LogTopics.UPLINK + " within " + patience.toSeconds()
                                    + " s",
                            notYet);
                }
                Thread.sleep(METADATA_RETRY.toMillis());
            }
        }
    }

    @Override
    public void append(
            UplinkRoute route, Sender sender, long arrivalMillis, int qos, byte[] payload, Callback callback) {
        Header contentType = route.contentType();
        List<Header> headers = contentType == null
                ? Arrays.asList(route.header(), QOS[qos], sender.header())
                : Arrays.asList(route.header(), contentType, QOS[qos], sender.header());
        held.send(new HeldMessages.Sending(
                new ProducerRecord<>(LogTopics.UPLINK, null, arrivalMillis, route.key(), payload, headers),
                callback,
                held,
                accepted));
    }

    @Override
    public boolean note(ConnectionEvent event) {
        return !inFlight.isFull() && !held.isHolding() && notes.add(event);
    }

    /** Appends a tick to one partition. */
    public void appendTick(int partition, Tick tick, Callback callback) {
        List<Header> headers = List.of(new RecordHeader(LogTopics.HEADER_TICK, tick.toBytes()));
        held.send(new HeldMessages.Sending(
                new ProducerRecord<>(LogTopics.UPLINK, partition, tick.t(), null, null, headers), callback, held));
    }

    @Override
    public InFlightBytes inFlight() {
        return inFlight;
    }

    /**
     * Keeps what is appended from now on to itself, as while Kafka is away, for somebody who knows that there is no room for it. What
     * Kafka's client has already goes on its way.
     */
    public void hold() {
        held.hold();
    }

    /** Ends that: what was kept is appended in its order. */
    public void release() {
        held.release();
    }

    /** Gives up what is still under way after the time. */
    public void close(Duration patience) {
        held.close();
        notes.close();
        accepted.close();
        producer.close(patience);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static Header qosHeader(int qos) {
        return new RecordHeader(LogTopics.HEADER_QOS, new byte[] {(byte) qos});
    }
}

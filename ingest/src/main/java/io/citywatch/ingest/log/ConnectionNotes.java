package io.citywatch.ingest.log;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is noted of connections, on its way into the log.
 *
 * <p>It is never in the way of messages: it waits for its topic by itself, and what is under way is bounded by itself. Those
 * that log in are bounded by the rate of log-ins; anybody can be refused as often as he likes, and shall not fill the log with
 * it. Thread-safe.
 */
final class ConnectionNotes implements AutoCloseable {
    private static final int REFUSALS_A_SECOND = 100;
    private static final int BITS_OF_COUNT = 16;

    /** Some thousand notes: what comes in the moments in which the log does not take them. */
    private static final long MAX_UNDER_WAY_BYTES = 1 << 20;

    private final HeldMessages held;
    private final InFlightBytes underWay = new InFlightBytes(MAX_UNDER_WAY_BYTES);

    /** The second, and in the lowest bits how many refusals were noted in it. */
    private final AtomicLong refusals = new AtomicLong();

    ConnectionNotes(Producer<byte[], byte[]> producer) {
        held = new HeldMessages(producer);
    }

    /** Sends an event to the log; false when it is left out. */
    boolean add(ConnectionEvent event) {
        if (underWay.isFull() || (event.type() == ConnectionEvent.Type.REFUSED && !hasRoomFor(event.t() / 1000))) {
            return false;
        }
        String principal = event.principal() == null ? "" : event.principal();
        byte[] key = principal.getBytes(StandardCharsets.UTF_8);
        byte[] value = LogJson.encode(event);
        int bytes = key.length + value.length;
        underWay.add(bytes);
        held.send(new HeldMessages.Sending(
                new ProducerRecord<>(LogTopics.CONNECTIONS, null, event.t(), key, value),
                (metadata, failure) -> underWay.release(bytes),
                held));
        return true;
    }

    @Override
    public void close() {
        held.close();
    }

    private boolean hasRoomFor(long second) {
        long first = second << BITS_OF_COUNT;
        long now = refusals.updateAndGet(before -> Math.min(Math.max(before, first), first + REFUSALS_A_SECOND) + 1);
        return now - first <= REFUSALS_A_SECOND;
    }
}

package io.citywatch.ingest.log;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of connections. Those that log in are bounded by the rate of log-ins; anybody can be refused as often as he
 * likes, and shall not fill the log with it. Thread-safe.
 */
final class ConnectionNotes {
    private static final int REFUSALS_A_SECOND = 100;
    private static final int BITS_OF_COUNT = 16;

    /** The second, and in the lowest bits how many refusals were noted in it. */
    private final AtomicLong refusals = new AtomicLong();

    /** The record for an event; null when it is left out. */
    @Nullable
    ProducerRecord<byte[], byte[]> record(ConnectionEvent event) {
        if (event.type() == ConnectionEvent.Type.REFUSED && !hasRoomFor(event.t() / 1000)) {
            return null;
        }
        String principal = event.principal() == null ? "" : event.principal();
        return new ProducerRecord<>(
                LogTopics.CONNECTIONS,
                null,
                event.t(),
                principal.getBytes(StandardCharsets.UTF_8),
                LogJson.encode(event));
    }

    private boolean hasRoomFor(long second) {
        long first = second << BITS_OF_COUNT;
        long now = refusals.updateAndGet(before -> Math.min(Math.max(before, first), first + REFUSALS_A_SECOND) + 1);
        return now - first <= REFUSALS_A_SECOND;
    }
}

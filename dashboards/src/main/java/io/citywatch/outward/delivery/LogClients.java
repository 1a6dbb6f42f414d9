package io.citywatch.outward.delivery;

import io.citywatch.client.LogClient;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** Makes the clients of the log. */
final class LogClients {
    /** What a receiver holds in memory of the log while it waits. */
    private static final int FETCH_BYTES = 1024 * 1024;
    /** An alarm waits no longer than this for others to come with it, when none come. */
    private static final int FETCH_WAIT_MS = 100;

    private final LogClient log;

    LogClients(String bootstrapServers) {
        log = new LogClient(bootstrapServers);
    }

    Consumer<byte[], byte[]> consumer(String clientId) {
        return log.consumer(
                clientId,
                Map.of(
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_BYTES,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        AlarmTail.MAX_RECORDS,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MS));
    }

    Producer<byte[], byte[]> producer() {
        return log.producer("outward-ledger", Map.of());
    }
}

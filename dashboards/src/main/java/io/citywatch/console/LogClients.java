package io.citywatch.console;

import io.citywatch.client.LogClient;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Makes the console's clients of the log. */
final class LogClients {
    /** An operator does not wait longer for a button. */
    private static final int SEND_MS = 4_000;
    /** What a glance at the uplink may fetch from a partition; the broker gives at least one batch, however large. */
    private static final int GLANCE_BYTES = 128 * 1024;

    private final LogClient log;

    LogClients(String bootstrapServers) {
        log = new LogClient(bootstrapServers);
    }

    /** Follows the compacted topics. Of rules only what was written whole counts, as for the jobs. */
    Consumer<byte[], byte[]> follower() {
        return log.consumer(
                "console-log", Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString()));
    }

    /** Glances at the end of the uplink. */
    Consumer<byte[], byte[]> glancer() {
        return log.consumer(
                "console-uplink",
                Map.of(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        GLANCE_BYTES,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        GLANCE_BYTES));
    }

    /** Sees what the historian has noted, and one record at a time. */
    Consumer<byte[], byte[]> historyWatcher() {
        return log.consumer(
                "console-history",
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        LogTopics.HISTORIAN_GROUP,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        1));
    }

    /** Appends operators' actions. */
    Producer<byte[], byte[]> producer() {
        return log.producer(
                "console-actions",
                Map.of(
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        SEND_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        SEND_MS / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        SEND_MS));
    }
}

package io.citywatch.console;

import io.citywatch.telemetry.topic.LogTopics;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the console's clients of the log. */
record LogClients(String bootstrapServers) {
    /** A broker that comes back is found within this time. */
    private static final int RECONNECT_MAX_MS = 1_000;
    /** An operator does not wait longer for a button. */
    private static final int SEND_MS = 4_000;
    /** What a glance at the uplink may fetch from a partition; the broker gives at least one batch, however large. */
    private static final int GLANCE_BYTES = 128 * 1024;

    /** Follows the compacted topics. Of rules only what was written whole counts, as for the jobs. */
    Consumer<byte[], byte[]> follower() {
        return consumer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "console-log",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString()));
    }

    /** Glances at the end of the uplink. */
    Consumer<byte[], byte[]> glancer() {
        return consumer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "console-uplink",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                GLANCE_BYTES,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                GLANCE_BYTES));
    }

    /** Sees what the historian has noted, and one record at a time. */
    Consumer<byte[], byte[]> historyWatcher() {
        return consumer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "console-history",
                ConsumerConfig.GROUP_ID_CONFIG,
                LogTopics.HISTORIAN_GROUP,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                1));
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> special) {
        Map<String, Object> config = new java.util.HashMap<>(special);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MS);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Appends operators' actions, each at once and for good. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> config = Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "console-actions",
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                RECONNECT_MAX_MS,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                SEND_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                SEND_MS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                SEND_MS);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package io.citywatch.jobs.log;

import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Sources of the log's topics: from the checkpoint's offsets, or else from the start. */
public final class LogSource {
    private LogSource() {}

    /**
     * A source of those topics.
     *
     * @param group the consumers' group; the job's name, and what it reads if it has several sources
     */
    public static <T> KafkaSource<T> of(
            LogOptions log, String group, KafkaRecordDeserializationSchema<T> deserializer, String... topics) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(log.fetchMinBytes()));
        properties.setProperty(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                String.valueOf(log.fetchMaxWait().toMillis()));
        // Rules are written all or none; nothing else is written so, and costs nothing
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The log's topics keep their partitions; and a reader that gets none ends, instead of holding back the time.
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
        return KafkaSource.<T>builder()
                .setBootstrapServers(log.bootstrapServers())
                .setTopics(topics)
                .setGroupId("citywatch-" + group)
                .setClientIdPrefix("citywatch-" + group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperties(properties)
                .setDeserializer(deserializer)
                .build();
    }
}

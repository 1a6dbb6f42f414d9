package io.citywatch.jobs.log;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The sink of the log: every record at least once. What is written twice says the same, for records of the log are absolute
 * and have derived keys; a dead letter, which is none of a compacted topic, says which message it is of.
 */
public final class LogSink {
    /** A burst of alarms goes in a few large requests. */
    private static final int BATCH_BYTES = 256 * 1024;
    /** What comes while a request is under way goes with the next, so that requests are as large as the load asks for without any linger. */
    private static final int REQUESTS_AT_A_TIME = 1;

    private LogSink() {}

    public static KafkaSink<LogRecord> of(LogOptions log) {
        Properties properties = new Properties();
        properties.setProperty(
                ProducerConfig.LINGER_MS_CONFIG, String.valueOf(log.linger().toMillis()));
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(BATCH_BYTES));
        properties.setProperty(
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, String.valueOf(REQUESTS_AT_A_TIME));
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        return KafkaSink.<LogRecord>builder()
                .setBootstrapServers(log.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer((record, context, timestamp) ->
                        new ProducerRecord<>(record.topic(), record.key(), record.value()))
                .build();
    }
}

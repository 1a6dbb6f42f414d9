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
    private LogSink() {}

    public static KafkaSink<LogRecord> of(LogOptions log) {
        Properties properties = new Properties();
        properties.setProperty(
                ProducerConfig.LINGER_MS_CONFIG, String.valueOf(log.linger().toMillis()));
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

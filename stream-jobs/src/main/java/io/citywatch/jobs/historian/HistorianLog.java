package io.citywatch.jobs.historian;

import io.citywatch.jobs.log.LogOptions;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What a task of the historian appends to the log beside its stream. Connects with the first record. Thread-safe. */
final class HistorianLog implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final LogOptions log;
    private @Nullable Producer<byte[], byte[]> producer;

    HistorianLog(LogOptions log) {
        this.log = log;
    }

    /** Appends a record; the callback hears when the log has it, or why not. */
    void append(ProducerRecord<byte[], byte[]> record, Callback callback) {
        var unused = producer().send(record, callback);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Properties properties = new Properties();
            properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, log.bootstrapServers());
            properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
            properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}

package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.RefusedPoints;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts points that InfluxDB refused to the dead letters of the log, with the server's words and the points as payload. */
final class DeadLetters implements RefusedPoints {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final LogOptions log;
    /** Made with the first letter: most sinks never need one. */
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(LogOptions log) {
        this.log = log;
    }

    @Override
    public void put(Points points, String words) throws InterruptedException {
        RejectedMessage message = new RejectedMessage(
                points.origin().topic(),
                points.origin().arrival(),
                null,
                List.of(new Rejection(RejectReason.REFUSED_BY_STORE, words)),
                points.lines().getBytes(StandardCharsets.UTF_8));
        var letter = new ProducerRecord<>(
                LogTopics.REJECTED, points.origin().key().getBytes(StandardCharsets.UTF_8), LogJson.encode(message));
        try {
            producer().send(letter).get();
        } catch (ExecutionException e) {
            // The job starts again from its checkpoint, which still has the points.
            throw new IllegalStateException("refused points can't be put to the dead letters", e.getCause());
        }
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

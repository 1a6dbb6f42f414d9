package io.citywatch.benchmarks.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of one partition, from where it ends when it is opened. */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public TopicTail(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "5"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition only = new TopicPartition(topic, 0);
        consumer.assign(List.of(only));
        consumer.seekToEnd(List.of(only));
        // Where the end is, is looked up now and not with the first poll
        var unused = consumer.position(only);
    }

    /** What has come; waits a moment for it. */
    public ConsumerRecords<byte[], byte[]> next() throws InterruptedException {
        try {
            return consumer.poll(POLL);
        } catch (InterruptException e) {
            // It leaves the thread interrupted, in which nothing that has to be awaited could be closed
            var unused = Thread.interrupted();
            InterruptedException interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.citywatch.benchmarks.silence;

import io.citywatch.telemetry.topic.LogTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hands on each alarm in the log, from the first on, in a thread of its own. */
final class AlarmTail implements AutoCloseable {
    private final String bootstrapServers;
    private final Consumer<ConsumerRecord<String, byte[]>> taker;
    private final Thread thread;
    private volatile boolean closed;

    AlarmTail(String name, String bootstrapServers, Consumer<ConsumerRecord<String, byte[]>> taker) {
        this.bootstrapServers = bootstrapServers;
        this.taker = taker;
        thread = new Thread(this::follow, name);
        thread.start();
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "5"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> alarms = List.of(new TopicPartition(LogTopics.ALARMS, 0));
            consumer.assign(alarms);
            consumer.seekToBeginning(alarms);
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(taker);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}

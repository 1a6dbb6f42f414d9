package io.citywatch.standalone.testkit;

import io.citywatch.telemetry.topic.LogTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the dead letters from their beginning. */
public final class RejectedTopic implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    public RejectedTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(LogTopics.REJECTED).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What was rejected of that device so far. */
    public List<String> of(String device) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        return records.stream()
                .filter(item -> device.equals(item.key()))
                .map(ConsumerRecord::value)
                .toList();
    }

    /** What was rejected so far, all of it read, and holds that text. */
    public List<String> with(String text) {
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        });
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(value -> value.contains(text))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.citywatch.jobs.testkit;

import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The log of one test: an embedded broker with all topics, and what is written to and read from it. */
public final class TestLog implements AutoCloseable {
    /** More than one, so that order between devices is not by chance what it is on one. */
    public static final int UPLINK_PARTITIONS = 2;

    private static final Duration POLL = Duration.ofMillis(100);

    private final EmbeddedKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    private TestLog(EmbeddedKafka kafka) {
        this.kafka = kafka;
        producer = new KafkaProducer<>(clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static TestLog start(Path folder) {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder));
        List<NewTopic> topics = new ArrayList<>();
        for (LogTopics.LogTopic topic : LogTopics.all()) {
            // A test's city lives long ago, and Kafka looks for what is too old half a minute after its start
            topics.add(new NewTopic(topic.name(), topic.partitioned() ? UPLINK_PARTITIONS : 1, (short) 1)
                    .configs(Map.of("retention.ms", "-1")));
        }
        kafka.createTopics(topics);
        return new TestLog(kafka);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    public void send(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** A tick in every partition. */
    public void tick(Tick tick) {
        for (int partition = 0; partition < UPLINK_PARTITIONS; partition++) {
            send(UplinkRecords.tick(partition, tick));
        }
    }

    public void flush() {
        producer.flush();
    }

    /** Everything that stands in a topic now. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (var consumer =
                new KafkaConsumer<>(clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** The newest value of each key of a topic. */
    public Map<String, byte[]> newest(String topic) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
            values.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
        }
        return values;
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }

    private Map<String, Object> clientProperties() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    }
}

package io.citywatch.outward.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.notice.Notice;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the log how far each receiver has been told, and what it could not use. Thread-safe.
 *
 * <p>Not the offsets of consumer groups: Kafka forgets those when nobody reads for a week, and a receiver that was away for so
 * long would begin at the end.
 */
final class Ledger implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Producer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    private Ledger(Producer<byte[], byte[]> producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /** Reads what was remembered. */
    static Ledger open(LogClients clients, InstantSource clock) {
        Map<String, Mark> found = new HashMap<>();
        TopicPartition partition = new TopicPartition(LogTopics.DELIVERIES, 0);
        try (Consumer<byte[], byte[]> consumer = clients.consumer("outward-ledger")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Mark mark = mark(record.value());
                    if (record.key() != null && mark != null) {
                        found.put(new String(record.key(), StandardCharsets.UTF_8), mark);
                    }
                }
            }
        }
        Ledger ledger = new Ledger(clients.producer(), clock);
        ledger.marks.putAll(found);
        return ledger;
    }

    private static @Nullable Mark mark(byte @Nullable [] json) {
        try {
            JsonNode node = json == null ? null : MAPPER.readTree(json);
            return node == null || !node.path("offset").canConvertToLong()
                    ? null
                    : new Mark(
                            node.path("offset").asLong(), node.path("version").asLong());
        } catch (IOException e) {
            return null;
        }
    }

    /** How far that receiver has been told, or null when it is new. */
    @Nullable
    Mark mark(String receiver) {
        return marks.get(receiver);
    }

    /** Remembers how far that receiver has been told. */
    void put(String receiver, Mark mark) {
        if (mark.equals(marks.put(receiver, mark))) {
            return;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("receiver", receiver);
        document.put("offset", mark.offset());
        document.put("version", mark.version());
        document.put("t", clock.millis());
        // A mark that gets lost is no loss: what follows it is told again.
        var unused = append(LogTopics.DELIVERIES, receiver, document);
    }

    /**
     * Puts what a receiver could not use where a person finds it; returns when the log has it, so that nobody goes on past it
     * before.
     *
     * @throws KafkaException when the log does not take it
     */
    void park(String receiver, List<Notice> notices, String reason) throws InterruptedException {
        List<Future<RecordMetadata>> parked = new ArrayList<>();
        for (Notice notice : notices) {
            parked.add(append(LogTopics.UNDELIVERED, receiver, document(receiver, notice, reason)));
        }
        for (Future<RecordMetadata> each : parked) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new KafkaException("citywatch.undelivered takes nothing", e.getCause());
            }
        }
    }

    private ObjectNode document(String receiver, Notice notice, String reason) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("receiver", receiver);
        document.put("id", notice.deliveryId());
        document.put("happening", notice.happening().text());
        document.put("reason", reason);
        document.put("t", clock.millis());
        document.set("alarm", notice.document());
        return document;
    }

    private Future<RecordMetadata> append(String topic, String receiver, ObjectNode document) {
        try {
            return producer.send(new ProducerRecord<>(
                    topic, receiver.getBytes(StandardCharsets.UTF_8), MAPPER.writeValueAsBytes(document)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** Writes what is on its way. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters, and their way back into the uplink.
 *
 * <p>A message that is sent through again is accepted again, in the minute in which that happens, and stated so in the books. Its
 * first arrival goes with it: without a time of its own it is still of that time, and it raises no alarm as news.
 */
public final class DeadLetterBox implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> reader;
    private final KafkaProducer<byte[], byte[]> writer;
    private final InstantSource clock;

    public DeadLetterBox(String bootstrapServers, InstantSource clock) {
        Map<String, Object> settings = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
        reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        writer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (int) PATIENCE.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.clock = clock;
    }

    /** Shows every letter that is meant and stands in the log now, oldest first; what can't be read is passed over. */
    public void read(LetterFilter filter, Consumer<Letter> each) {
        TopicPartition letters = new TopicPartition(LogTopics.REJECTED, 0);
        reader.assign(List.of(letters));
        reader.seekToBeginning(List.of(letters));
        long end = reader.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
        while (reader.position(letters) < end) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                Letter letter = record.offset() < end ? letter(record) : null;
                if (letter != null && filter.accepts(letter)) {
                    each.accept(letter);
                }
            }
        }
    }

    private static @Nullable Letter letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            return new Letter(record.offset(), key, LogJson.rejectedMessage(record.value()));
        } catch (IOException e) {
            return null;
        }
    }

    /** The message as it was received; null when the log has it no more. */
    public byte @Nullable [] payload(Letter letter) {
        Content content = content(letter);
        return content == null ? null : content.payload;
    }

    private @Nullable Content content(Letter letter) {
        RejectedMessage.Original original = letter.message().original();
        if (original == null) {
            return new Content(
                    letter.message().payload(), utf8(letter.message().received().contentType()));
        }
        TopicPartition partition = new TopicPartition(LogTopics.UPLINK, original.partition());
        reader.assign(List.of(partition));
        if (original.offset() < reader.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L)
                || original.offset() >= reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return null;
        }
        reader.seek(partition, original.offset());
        List<ConsumerRecord<byte[], byte[]>> found = List.of();
        while (found.isEmpty()) {
            found = reader.poll(POLL).records(partition);
        }
        ConsumerRecord<byte[], byte[]> message = found.get(0);
        if (message.offset() != original.offset()) {
            return null;
        }
        Header contentType = message.headers().lastHeader(LogTopics.HEADER_CONTENT_TYPE);
        return new Content(message.value(), contentType == null ? null : contentType.value());
    }

    /**
     * Sends letters through again; returns when the log has all of them.
     *
     * @return how many; a letter whose message the log has no more is left out, and so is one that does not
     *     {@linkplain Letter#goesThroughAgain go through again}
     */
    public int retry(List<Letter> letters) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        TreeMap<Long, Long> minutes = new TreeMap<>();
        for (Letter letter : letters) {
            Content content = letter.goesThroughAgain() ? content(letter) : null;
            if (content != null) {
                long now = clock.millis();
                sent.add(writer.send(again(letter, content, now)));
                minutes.merge(LedgerPart.minuteOf(now), 1L, Long::sum);
            }
        }
        await(sent);
        state(minutes);
        return sent.size();
    }

    private static ProducerRecord<byte[], byte[]> again(Letter letter, Content content, long now) {
        RejectedMessage message = letter.message();
        UplinkTopic topic = UplinkTopic.parse(message.topic());
        String key = topic == null ? letter.key() : topic.address().device();
        var record = new ProducerRecord<>(
                LogTopics.UPLINK, null, now, key.getBytes(StandardCharsets.UTF_8), content.payload);
        record.headers().add(LogTopics.HEADER_TOPIC, message.topic().getBytes(StandardCharsets.UTF_8));
        if (content.contentType != null) {
            record.headers().add(LogTopics.HEADER_CONTENT_TYPE, content.contentType);
        }
        record.headers()
                .add(LogTopics.HEADER_QOS, new byte[] {1})
                .add(
                        LogTopics.HEADER_RETRY,
                        ByteBuffer.allocate(Long.BYTES)
                                .putLong(message.arrival())
                                .array());
        if (message.principal() != null) {
            record.headers().add(LogTopics.HEADER_PRINCIPAL, message.principal().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    /** The books hear of it as they hear from a gateway. */
    private void state(TreeMap<Long, Long> minutes) throws InterruptedException {
        String source = "retry-" + UUID.randomUUID();
        List<Future<RecordMetadata>> stated = new ArrayList<>();
        minutes.forEach((minute, messages) -> {
            LedgerPart part = new LedgerPart(source, minute, clock.millis(), LedgerCounts.accepted(messages));
            stated.add(writer.send(new ProducerRecord<>(
                    LogTopics.LEDGER_PARTS, part.key().getBytes(StandardCharsets.UTF_8), LogJson.encode(part))));
        });
        await(stated);
    }

    private void await(List<Future<RecordMetadata>> appended) throws InterruptedException {
        writer.flush();
        for (Future<RecordMetadata> each : appended) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the log did not take a message: " + e.getCause(), e);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a message said.
     *
     * @param payload its payload
     * @param contentType its content type in UTF-8; null where it had none
     */
    private record Content(byte[] payload, byte @Nullable [] contentType) {}
}

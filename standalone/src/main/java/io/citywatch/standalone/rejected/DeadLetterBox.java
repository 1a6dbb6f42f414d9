package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
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

    /** A payload above it may be the beginning of one. */
    private static final int SURELY_WHOLE_BYTES = 200_000;

    private final KafkaConsumer<byte[], byte[]> reader;
    private final KafkaConsumer<byte[], byte[]> messages;
    private final KafkaProducer<byte[], byte[]> writer;
    private final InstantSource clock;

    public DeadLetterBox(String bootstrapServers, InstantSource clock) {
        Map<String, Object> settings = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
        reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        messages = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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

    /**
     * Shows every letter that is meant and stands in the log now, oldest first. What can't be read is passed over, and so is what a
     * failure has written twice.
     */
    public void read(LetterFilter filter, Consumer<Letter> each) {
        TopicPartition letters = new TopicPartition(LogTopics.REJECTED, 0);
        reader.assign(List.of(letters));
        reader.seekToBeginning(List.of(letters));
        long end = reader.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
        Set<Shown> shown = new HashSet<>();
        while (reader.position(letters) < end) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                Letter letter = record.offset() < end ? letter(record) : null;
                if (letter != null && filter.accepts(letter) && isNew(letter, shown)) {
                    each.accept(letter);
                }
            }
        }
    }

    /** A message can have a letter for what could not be read of it, and one for points that the store refused. */
    private record Shown(RejectedMessage.Original original, boolean hasPoints) {}

    private static boolean isNew(Letter letter, Set<Shown> shown) {
        RejectedMessage.Original original = letter.message().original();
        return original == null || shown.add(new Shown(original, letter.hasPoints()));
    }

    private static @Nullable Letter letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            return new Letter(record.offset(), key, LogJson.rejectedMessage(record.value()));
        } catch (IOException e) {
            return null;
        }
    }

    /** The message as it was received; null when the log has it no more, or when it is none. */
    public byte @Nullable [] payload(Letter letter) {
        Said said = said(letter);
        return said == null ? null : said.payload();
    }

    private @Nullable Said said(Letter letter) {
        RejectedMessage message = letter.message();
        RejectedMessage.Original original = message.original();
        boolean isWhole = !letter.hasPoints() && message.payload().length < SURELY_WHOLE_BYTES;
        if (isWhole) {
            return new Said(message.received(), message.payload());
        }
        if (original == null) {
            return letter.hasPoints() ? null : new Said(message.received(), message.payload());
        }
        TopicPartition partition = new TopicPartition(LogTopics.UPLINK, original.partition());
        messages.assign(List.of(partition));
        if (original.offset() < messages.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L)
                || original.offset() >= messages.endOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return null;
        }
        messages.seek(partition, original.offset());
        List<ConsumerRecord<byte[], byte[]>> found = List.of();
        while (found.isEmpty()) {
            found = messages.poll(POLL).records(partition);
        }
        ConsumerRecord<byte[], byte[]> record = found.get(0);
        return record.offset() == original.offset() ? Said.of(record) : null;
    }

    /**
     * What became of letters.
     *
     * @param letters how many were meant
     * @param sent how many messages were sent through again
     */
    public record Retried(int letters, int sent) {}

    /**
     * Sends the letters that are meant through again, each message once; returns when the log has all of them. A letter whose
     * message the log has no more is left out, and so is one that is of no message, or of an edge node's.
     */
    public Retried retry(LetterFilter filter) throws InterruptedException {
        TreeMap<Long, Long> minutes = new TreeMap<>();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Set<RejectedMessage.Original> originals = new HashSet<>();
        int[] counts = new int[2];
        read(filter, letter -> {
            counts[0]++;
            RejectedMessage.Original original = letter.message().original();
            Said said = original == null || originals.add(original) ? said(letter) : null;
            long now = clock.millis();
            ProducerRecord<byte[], byte[]> again = said == null ? null : said.again(now);
            if (again != null) {
                counts[1]++;
                minutes.merge(LedgerPart.minuteOf(now), 1L, Long::sum);
                writer.send(again, (metadata, e) -> failure.compareAndSet(null, e));
            }
        });
        writer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the log did not take a message: " + failed.getMessage(), failed);
        }
        state(minutes);
        return new Retried(counts[0], counts[1]);
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
        messages.close();
        writer.close();
    }
}

package io.citywatch.standalone.command;

import io.citywatch.jobs.alarms.device.Rehearsal;
import io.citywatch.jobs.alarms.rule.RuleChange;
import io.citywatch.jobs.alarms.rule.RuleTimeline;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Uplink;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkReader;
import io.citywatch.jobs.uplink.UplinkTick;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A replay of recorded messages against two sets of rules at once: the present ones, and the same with some changed. */
final class RulesTrial {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PROGRESS_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int PATIENCE_MILLIS = 10_000;
    /** As in the job: the time is a second behind the ticks, for messages that are still under way. */
    private static final long IN_FLIGHT_MILLIS = 1000;

    private final RulesLog log;
    private final PrintWriter progress;
    private final Rehearsal before;
    private final Rehearsal after;
    private final UplinkReader reader =
            new UplinkReader(UplinkContent.of(Channel.TELEMETRY, Channel.EVENT, Channel.BIRTH));
    private final Map<TopicPartition, Long> ticks = new HashMap<>();
    private long messages;

    RulesTrial(RulesLog log, List<RuleDocument> changed, PrintWriter progress) {
        this.log = log;
        this.progress = progress;
        List<RuleChange> changes = new ArrayList<>();
        long number = 0;
        for (RuleChange change : log.changes()) {
            changes.add(new RuleChange(number++, Long.MIN_VALUE, change.id(), change.json(), change.isRemoval()));
        }
        before = new Rehearsal(timeline(changes));
        for (RuleDocument rule : changed) {
            changes.add(new RuleChange(number++, Long.MIN_VALUE, rule.id(), rule.json(), false));
        }
        after = new Rehearsal(timeline(changes));
    }

    /** Replays what arrived in that time; without an end: what the log holds now. */
    void run(@Nullable Instant from, @Nullable Instant to) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                log.servers(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(LogTopics.UPLINK).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, from);
            partitions.forEach(partition -> ticks.put(partition, Long.MIN_VALUE));
            long total = remaining(consumer, ends);
            long said = System.nanoTime();
            while (remaining(consumer, ends) > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < ends.getOrDefault(partition, 0L)
                            && (to == null || record.timestamp() < to.toEpochMilli())) {
                        take(partition, reader.read(record));
                    }
                }
                if (System.nanoTime() - said > PROGRESS_NANOS) {
                    said = System.nanoTime();
                    progress.printf(
                            "citywatch: %d %% replayed, %d messages%n",
                            100 - 100 * remaining(consumer, ends) / Math.max(1, total), messages);
                    progress.flush();
                }
            }
        } catch (KafkaException e) {
            throw log.away(e);
        }
    }

    Set<Rehearsal.Call> before() {
        return before.calls();
    }

    Set<Rehearsal.Call> after() {
        return after.calls();
    }

    long messages() {
        return messages;
    }

    private void take(TopicPartition partition, Uplink uplink) {
        if (uplink instanceof DeviceUplink message) {
            messages++;
            before.hear(message);
            after.hear(message);
        } else if (uplink instanceof UplinkTick tick) {
            ticks.merge(partition, tick.tick().t(), Math::max);
            long known =
                    ticks.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
            if (known != Long.MIN_VALUE) {
                before.tick(tick.tick(), known - IN_FLIGHT_MILLIS);
                after.tick(tick.tick(), known - IN_FLIGHT_MILLIS);
            }
        }
    }

    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, @Nullable Instant from) {
        if (from == null) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
                consumer.offsetsForTimes(times).entrySet()) {
            if (entry.getValue() == null) {
                consumer.seekToEnd(List.of(entry.getKey()));
            } else {
                consumer.seek(entry.getKey(), entry.getValue().offset());
            }
        }
    }

    private static long remaining(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long remaining = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            remaining += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return remaining;
    }

    private static RuleTimeline timeline(List<RuleChange> changes) {
        RuleTimeline timeline = RuleTimeline.standard();
        timeline.addAll(changes);
        return timeline;
    }
}

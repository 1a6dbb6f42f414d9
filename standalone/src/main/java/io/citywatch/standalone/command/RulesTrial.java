package io.citywatch.standalone.command;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.alarms.device.Rehearsal;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.alarms.rule.RuleBooks;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Uplink;
import io.citywatch.jobs.uplink.UplinkReplay;
import io.citywatch.jobs.uplink.UplinkTick;
import io.citywatch.telemetry.alarm.Action;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.codec.InvalidDocumentException;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A replay of recorded messages and operators' actions against two sets of rules at once: the present ones, and the same with some
 * changed.
 */
final class RulesTrial {
    private static final long PROGRESS_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int PATIENCE_MILLIS = 10_000;
    /** As in the job: the time is a second behind the ticks, for messages that are still under way. */
    private static final long IN_FLIGHT_MILLIS = 1000;

    private final RulesLog log;
    private final PrintWriter progress;
    private final Rehearsal before;
    private final Rehearsal after;
    private final UplinkReplay reader = new UplinkReplay(AlarmJob.CONTENT);
    private final Map<TopicPartition, Long> ticks = new HashMap<>();
    private long messages;
    private long actions;

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
            // All actions first, as the job meets them in a replay: each is held until the messages have come to its
            // time
            LogReplay acted = new LogReplay(consumer, LogTopics.ALARM_ACTIONS, from);
            for (var record = acted.next(); record != null; record = acted.next()) {
                act(record, to);
            }
            LogReplay uplink = new LogReplay(consumer, LogTopics.UPLINK, from);
            uplink.partitions().forEach(partition -> ticks.put(partition, Long.MIN_VALUE));
            long said = System.nanoTime();
            for (var record = uplink.next();
                    record != null && isBefore(record.timestamp(), to);
                    record = uplink.next()) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                take(partition, reader.read(record).uplink());
                if (System.nanoTime() - said > PROGRESS_NANOS) {
                    said = System.nanoTime();
                    progress.printf("citywatch: %d %% replayed, %d messages%n", uplink.percent(), messages);
                    progress.flush();
                }
            }
        } catch (KafkaException e) {
            throw log.away(e);
        }
    }

    /** What comes of it by the present rules. */
    Rehearsal before() {
        return before;
    }

    /** What comes of it by the changed rules. */
    Rehearsal after() {
        return after;
    }

    long messages() {
        return messages;
    }

    /** How many operators' actions there were. */
    long actions() {
        return actions;
    }

    private void act(ConsumerRecord<byte[], byte[]> record, @Nullable Instant to) {
        Action action;
        try {
            action = LogJson.action(record.value() == null ? new byte[0] : record.value());
        } catch (InvalidDocumentException e) {
            // The job can't read it either
            return;
        }
        if (!isBefore(action.t(), to)) {
            return;
        }
        if (action instanceof AssetAction work) {
            before.act(work);
            after.act(work);
        } else if (action instanceof AlarmAction ofAlarm && !ofAlarm.action().isOfRules()) {
            // What groups found out by the rules of that time they find out anew, by these
            actions++;
            before.act(ofAlarm);
            after.act(ofAlarm);
        }
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

    private static boolean isBefore(long t, @Nullable Instant to) {
        return to == null || t < to.toEpochMilli();
    }

    private static RuleTimeline<RuleBook> timeline(List<RuleChange> changes) {
        RuleTimeline<RuleBook> timeline = RuleBooks.standard();
        timeline.addAll(changes);
        return timeline;
    }
}

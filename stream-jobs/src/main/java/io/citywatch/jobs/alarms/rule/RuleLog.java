package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All changes of rules that stand in the log now.
 *
 * <p>The job reads them when it starts, before the first message: so a change that was made while it was down, or long ago in a
 * log that is replayed, is known before any message of its time.
 *
 * @param bootstrapServers the brokers; empty: there is no log, and there are no changes
 */
public record RuleLog(String bootstrapServers) implements Serializable {
    /** No log, and so no changes. */
    public static final RuleLog NONE = new RuleLog("");

    private static final Logger log = LoggerFactory.getLogger(RuleLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PATIENCE_MILLIS = 10_000;

    /** Reads all changes; what can't be understood is left out, as the job's source leaves it out. */
    public List<RuleChange> read() {
        List<RuleChange> changes = new ArrayList<>();
        if (bootstrapServers.isEmpty()) {
            return changes;
        }
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "citywatch-rules",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> known = consumer.partitionsFor(LogTopics.RULES);
            if (known == null || known.isEmpty()) {
                return changes;
            }
            TopicPartition partition = new TopicPartition(LogTopics.RULES, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    add(record, changes);
                }
            }
        }
        return changes;
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, List<RuleChange> changes) {
        try {
            changes.add(RuleRecords.read(StoredRecord.of(record)));
        } catch (UnusableRuleException e) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.getMessage())
                    .log("a record of a rule can't be understood");
        }
    }
}

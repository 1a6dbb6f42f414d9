package io.citywatch.ingest.log;

import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.LogTopics.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the log's topics. */
public final class LogSetup {
    /** Over how many partitions the uplink is spread when nothing else is said. */
    public static final int DEFAULT_UPLINK_PARTITIONS = 4;
    /** How long what is not compacted is kept when nothing else is said. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    /** A batch of the gateway's (256 KiB) with room to spare, and far above one message of 64 KiB with its headers. */
    private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Logger log = LoggerFactory.getLogger(LogSetup.class);

    private LogSetup() {}

    /**
     * Makes those of {@link LogTopics#all()} that are not there yet, and leaves those that are as they are. Each has as many
     * replicas as Kafka's own default says. Returns when those that were made can be written.
     *
     * @param bootstrapServers Kafka's addresses
     * @param uplinkPartitions over how many partitions the topics are spread that carry something for each message
     * @param retention how long what is not compacted is kept
     * @throws IllegalStateException when Kafka refuses or does not answer within a minute
     */
    public static void createTopics(String bootstrapServers, int uplinkPartitions, Duration retention)
            throws InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "citywatch-log-setup");
        try (Admin admin = Admin.create(settings)) {
            createTopics(admin, uplinkPartitions, retention);
        }
    }

    /** The same through a client that is there already. */
    public static void createTopics(Admin admin, int uplinkPartitions, Duration retention) throws InterruptedException {
        Set<String> existing = await("list topics", admin.listTopics().names());
        List<NewTopic> missing = LogTopics.all().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> newTopic(topic, uplinkPartitions, retention))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        CreateTopicsResult created = admin.createTopics(missing);
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        for (String topic : created.values().keySet()) {
            try {
                int partitions = await("create " + topic, created.numPartitions(topic));
                for (int partition = 0; partition < partitions; partition++) {
                    newest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                }
                log.atInfo().addKeyValue("topic", topic).log("created a topic of the log");
            } catch (IllegalStateException e) {
                // Somebody else who starts at the same time was quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitLeaders(admin, newest);
    }

    /**
     * Waits until each partition answers what its newest offset is, as only its leader does. A topic is known a moment before
     * that, and of two batches that a producer sends in that moment the first can be refused and the second taken; then Kafka
     * refuses the first for good. A broker that has not heard of the topic is asked again.
     */
    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> newest) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                await(
                        "find the leaders of partitions",
                        admin.listOffsets(newest).all());
                return;
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    private static NewTopic newTopic(LogTopic topic, int uplinkPartitions, Duration retention) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        List<String> policies = new ArrayList<>();
        if (topic.compacted()) {
            policies.add(TopicConfig.CLEANUP_POLICY_COMPACT);
            if (topic.name().equals(LogTopics.RULES)) {
                // As long as messages can be replayed, so long it is known which rules held then
                settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(retention.toMillis()));
            }
            if (topic.name().equals(LogTopics.ALARMS)) {
                // A receiver outside that was away for less than this finds every transition of every alarm.
                settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(retention.toMillis()));
            }
        }
        if (topic.expires()) {
            policies.add(TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, String.join(",", policies));
        return new NewTopic(topic.name(), Optional.of(topic.partitioned() ? uplinkPartitions : 1), Optional.empty())
                .configs(settings);
    }

    private static <T> T await(String what, KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka could not " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka did not " + what + " within " + PATIENCE.toSeconds() + " s", e);
        }
    }
}

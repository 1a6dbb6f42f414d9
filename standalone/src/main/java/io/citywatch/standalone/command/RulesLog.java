package io.citywatch.standalone.command;

import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.alarms.rule.RuleBooks;
import io.citywatch.jobs.alarms.rule.RuleLog;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.StandardRules;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Mixin;

/** The rules in the log of a running platform. */
final class RulesLog {
    /**
     * So long after it was written a change begins to hold: by then the job knows it, so it decides about each message as a replay
     * will.
     */
    static final Duration LEAD = Duration.ofSeconds(2);

    private static final int PATIENCE_MILLIS = 5_000;

    @Mixin
    private final LogOption log = new LogOption();

    /**
     * A rule that is known.
     *
     * @param document what it says
     * @param origin whether it came with the platform or was applied, over a default one or beside them
     */
    record Known(RuleDocument document, Origin origin) {}

    /** Where a rule comes from. */
    enum Origin {
        DEFAULT,
        APPLIED,
        OVERRIDDEN;

        String text() {
            return switch (this) {
                case DEFAULT -> "default";
                case APPLIED -> "applied";
                case OVERRIDDEN -> "applied over default";
            };
        }
    }

    String servers() {
        return log.bootstrapServers();
    }

    /** Returns when the log answers. */
    void await(PrintWriter err) {
        log.await(LogOption.TOOL_PATIENCE, err);
    }

    /** Every change that stands in the log. */
    List<RuleChange> changes() {
        try {
            return new RuleLog(servers()).read();
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    /** The rules as they are, those that are disabled too. A change that the job leaves out is none here either. */
    Map<String, Known> rules() {
        RuleTimeline<RuleBook> timeline = RuleBooks.standard();
        timeline.addAll(changes());
        Map<String, Known> known = new LinkedHashMap<>();
        StandardRules.all().forEach(rule -> known.put(rule.id(), new Known(rule, Origin.DEFAULT)));
        Map<String, Known> standard = Map.copyOf(known);
        for (RuleChange change : timeline.taken()) {
            String id = change.id();
            String json = change.json();
            if (change.isRemoval()) {
                known.remove(id);
            } else if (json == null) {
                known.remove(id);
                Known usual = standard.get(id);
                if (usual != null) {
                    known.put(id, usual);
                }
            } else {
                RuleDocument rule =
                        RuleReader.read(json.getBytes(StandardCharsets.UTF_8)).single();
                if (rule != null) {
                    known.put(id, new Known(rule, standard.containsKey(id) ? Origin.OVERRIDDEN : Origin.APPLIED));
                }
            }
        }
        return known;
    }

    /**
     * Writes changes, all of one time, all or none; returns when the log has them.
     *
     * @return when they begin to hold, in milliseconds since 1970 UTC
     */
    long write(Map<String, byte[]> valuesById) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                // Of two who write at once the first is stopped, and writes none
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                LogTopics.RULES,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                2 * PATIENCE_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                2 * PATIENCE_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                2 * PATIENCE_MILLIS);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            long from = System.currentTimeMillis() + LEAD.toMillis();
            producer.beginTransaction();
            for (Map.Entry<String, byte[]> change : valuesById.entrySet()) {
                byte[] key = change.getKey().getBytes(StandardCharsets.UTF_8);
                byte[] value = change.getValue().length == 0 ? null : change.getValue();
                // Whether it was written says the commit
                var unused = producer.send(new ProducerRecord<>(LogTopics.RULES, 0, from, key, value));
            }
            producer.commitTransaction();
            return from;
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    StartupException away(Exception e) {
        return log.away(e);
    }
}

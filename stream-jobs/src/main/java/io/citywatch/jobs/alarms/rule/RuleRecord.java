package io.citywatch.jobs.alarms.rule;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of the rules' topic as it stands there, whether it can be understood or not.
 *
 * @param offset its place in the topic
 * @param t its time, in milliseconds since 1970 UTC
 * @param key the rule's id in UTF-8
 * @param value what is said of the rule; null: the default holds
 */
public record RuleRecord(long offset, long t, byte @Nullable [] key, byte @Nullable [] value) {
    public static RuleRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new RuleRecord(record.offset(), record.timestamp(), record.key(), record.value());
    }
}

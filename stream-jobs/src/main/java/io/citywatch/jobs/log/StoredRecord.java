package io.citywatch.jobs.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record as it stands in the log, whether it can be understood or not.
 *
 * @param offset its place in its partition
 * @param t its time, in milliseconds since 1970 UTC
 * @param key its key, in UTF-8 where it is as it should be
 * @param value what it says; null: what stood under the key is over
 */
public record StoredRecord(long offset, long t, byte @Nullable [] key, byte @Nullable [] value) {
    public static StoredRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new StoredRecord(record.offset(), record.timestamp(), record.key(), record.value());
    }
}

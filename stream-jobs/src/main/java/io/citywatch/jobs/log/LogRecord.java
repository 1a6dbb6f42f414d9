package io.citywatch.jobs.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record for the log.
 *
 * @param topic where it goes
 * @param key its key
 * @param value its value; null: what stands under the key is over
 */
public record LogRecord(String topic, byte[] key, byte @Nullable [] value) {
    public static LogRecord of(String topic, String key, byte[] value) {
        return new LogRecord(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** Takes away what stands under the key of a compacted topic. */
    public static LogRecord removal(String topic, String key) {
        return new LogRecord(topic, key.getBytes(StandardCharsets.UTF_8), null);
    }
}

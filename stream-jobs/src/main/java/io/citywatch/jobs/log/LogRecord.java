package io.citywatch.jobs.log;

import java.nio.charset.StandardCharsets;

/**
 * A record for the log.
 *
 * @param topic where it goes
 * @param key its key
 * @param value its value
 */
public record LogRecord(String topic, byte[] key, byte[] value) {
    public static LogRecord of(String topic, String key, byte[] value) {
        return new LogRecord(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }
}

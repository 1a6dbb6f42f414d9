package io.citywatch.devices.link;

import org.jspecify.annotations.Nullable;

/**
 * A message as it is published.
 *
 * @param topic its topic
 * @param payload its payload; not copied
 * @param contentType what the payload is, for who can't tell; null: it is not said
 */
record Packet(String topic, byte[] payload, @Nullable String contentType) {
    Packet(String topic, byte[] payload) {
        this(topic, payload, null);
    }
}

package io.citywatch.telemetry.topic;

import org.jspecify.annotations.Nullable;

/** The last level of a device's topic: what a message on it is. */
public enum Channel {
    TELEMETRY("telemetry"),
    EVENT("event"),
    BIRTH("birth"),
    DEATH("death"),
    ACK("ack");

    private static final Channel[] VALUES = values();
    private final String level;

    Channel(String level) {
        this.level = level;
    }

    /** The level as it stands in the topic. */
    public String level() {
        return level;
    }

    /** The channel of the level that ends the topic from that character on, or null when there is none. */
    static @Nullable Channel ofLevel(String topic, int start) {
        int length = topic.length() - start;
        for (Channel channel : VALUES) {
            if (channel.level.length() == length && topic.startsWith(channel.level, start)) {
                return channel;
            }
        }
        return null;
    }

    /** The channel with that ordinal. */
    public static Channel ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}

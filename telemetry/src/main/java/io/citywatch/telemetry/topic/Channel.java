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

    /** The channel of that level, or null when there is none. */
    public static @Nullable Channel ofLevel(String level) {
        for (Channel channel : VALUES) {
            if (channel.level.equals(level)) {
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

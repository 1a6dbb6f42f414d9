package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.Channel;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a job wants of the uplink.
 *
 * @param decoded the channels whose payloads are decoded; messages of the others come without their content
 * @param rejections whether what could not be used comes along with its payload
 */
public record UplinkContent(Set<Channel> decoded, boolean rejections) implements Serializable {
    /** Everything, and what is wrong with it. */
    public static final UplinkContent ALL_WITH_REJECTIONS = new UplinkContent(EnumSet.allOf(Channel.class), true);

    public UplinkContent {
        decoded = Set.copyOf(decoded);
    }

    /** The content of those channels, and of the others only that something was said. */
    public static UplinkContent of(Channel first, Channel... rest) {
        return new UplinkContent(EnumSet.of(first, rest), false);
    }
}

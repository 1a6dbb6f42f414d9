package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.Channel;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job wants of the uplink.
 *
 * @param decoded the channels whose payloads are decoded; messages of the others come without their content
 * @param readingsWith readings are decoded too where their payload has this text in it; null: as their channel says
 * @param rejections whether what could not be used comes along with its payload
 * @param concentrators whether it is said which concentrator spoke for a device
 */
public record UplinkContent(
        Set<Channel> decoded, @Nullable String readingsWith, boolean rejections, boolean concentrators)
        implements Serializable {
    /** Everything, and what is wrong with it. */
    public static final UplinkContent ALL_WITH_REJECTIONS =
            new UplinkContent(EnumSet.allOf(Channel.class), null, true, false);

    public UplinkContent {
        decoded = Set.copyOf(decoded);
    }

    /** The content of those channels, and of the others only that something was said. */
    public static UplinkContent of(Channel first, Channel... rest) {
        return new UplinkContent(EnumSet.of(first, rest), null, false, false);
    }

    /** The same, with the concentrators that spoke for devices. */
    public UplinkContent withConcentrators() {
        return new UplinkContent(decoded, readingsWith, rejections, true);
    }

    /** The same, and the content of readings in whose payload that text occurs. */
    public UplinkContent andReadingsWith(String text) {
        return new UplinkContent(decoded, text, rejections, concentrators);
    }
}

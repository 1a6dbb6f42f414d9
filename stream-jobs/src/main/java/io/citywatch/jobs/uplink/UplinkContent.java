package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.topic.Channel;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job wants of the uplink.
 *
 * @param decoded the channels whose payloads are decoded; messages of the others come without their content
 * @param readingsWith readings are decoded too where their payload has this metric's name in it; null: as their channel says
 * @param readingsOf readings of these kinds are decoded too
 * @param rejections whether what could not be used comes along with its payload
 * @param concentrators whether it is said which concentrator spoke for a device
 * @param signsThinned whether of readings that are not decoded, and so are mere signs of life, one a minute of a device is enough
 */
public record UplinkContent(
        Set<Channel> decoded,
        @Nullable Metric readingsWith,
        Set<FacilityKind> readingsOf,
        boolean rejections,
        boolean concentrators,
        boolean signsThinned)
        implements Serializable {
    /** Everything, and what is wrong with it. */
    public static final UplinkContent ALL_WITH_REJECTIONS =
            new UplinkContent(EnumSet.allOf(Channel.class), null, Set.of(), true, false, false);

    public UplinkContent {
        decoded = Set.copyOf(decoded);
        readingsOf = Set.copyOf(readingsOf);
    }

    /** The content of those channels, and of the others only that something was said. */
    public static UplinkContent of(Channel first, Channel... rest) {
        return new UplinkContent(EnumSet.of(first, rest), null, Set.of(), false, false, false);
    }

    /** The same, with the concentrators that spoke for devices. */
    public UplinkContent withConcentrators() {
        return new UplinkContent(decoded, readingsWith, readingsOf, rejections, true, signsThinned);
    }

    /** The same, and the content of readings with that metric. */
    public UplinkContent andReadingsWith(Metric metric) {
        return new UplinkContent(decoded, metric, readingsOf, rejections, concentrators, signsThinned);
    }

    /** The same, and the content of all readings of that kind. */
    public UplinkContent andReadingsOf(FacilityKind kind) {
        return new UplinkContent(decoded, readingsWith, EnumSet.of(kind), rejections, concentrators, signsThinned);
    }

    /** The same; of readings that are not decoded, about one a minute of each device. */
    public UplinkContent withSignsThinned() {
        return new UplinkContent(decoded, readingsWith, readingsOf, rejections, concentrators, true);
    }

    /** Whether all that devices of that kind say on that channel is decoded. */
    boolean wants(Channel channel, FacilityKind kind) {
        return decoded.contains(channel) || (channel == Channel.TELEMETRY && readingsOf.contains(kind));
    }
}

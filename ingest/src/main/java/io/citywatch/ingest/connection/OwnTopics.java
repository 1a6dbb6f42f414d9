package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.MqttTopics;
import io.citywatch.telemetry.topic.Names;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics {@code citywatch/v1/{district}/{kind}/{device}/{channel}} on which a client may publish, straight from a
 * packet's bytes.
 *
 * <p>Nearly every message is on such a topic. {@link Route#of} says the same, and why not if not; it makes seven objects for
 * it. Looking topics up is no quicker: with the devices of a city behind concentrators they don't fit into the processor's
 * caches, and a table that misses them costs more than reading a topic anew.
 */
final class OwnTopics {
    private static final byte[] ROOT = MqttTopics.ROOT.getBytes(US_ASCII);
    private static final int DISTRICT_LENGTH = 6;
    private static final byte[][] KINDS = FacilityKind.inTheField().stream()
            .map(kind -> kind.code().getBytes(US_ASCII))
            .toArray(byte[][]::new);
    private static final byte[][] CHANNELS = Stream.of(Channel.values())
            .map(channel -> channel.level().getBytes(US_ASCII))
            .toArray(byte[][]::new);
    private static final boolean[] IN_NAMES = new boolean[128];

    static {
        for (char c = 0; c < IN_NAMES.length; c++) {
            IN_NAMES[c] = Names.isDevice(String.valueOf(c));
        }
    }

    private static final byte[] ANY = {};

    private final boolean hasAny;
    private final byte[] district;
    private final byte[] device;

    /** The topics of that principal. */
    OwnTopics(Principal principal) {
        district =
                principal instanceof Principal.Concentrator own ? own.district().getBytes(US_ASCII) : ANY;
        device = principal instanceof Principal.Device own ? own.userName().getBytes(US_ASCII) : ANY;
        hasAny = district != ANY || device != ANY || principal instanceof Principal.Anyone;
    }

    /**
     * The way of messages on that topic; null when it is no device's, or not the principal's.
     *
     * @param topic the topic's name in UTF-8, which the route keeps
     */
    @Nullable
    UplinkRoute route(byte[] topic) {
        if (!hasAny || !isDistrictAt(topic)) {
            return null;
        }
        int kind = ROOT.length + DISTRICT_LENGTH + 1;
        int afterKind = slash(topic, kind);
        int afterDevice = slash(topic, afterKind + 1);
        if (afterDevice == topic.length
                || !isOneOf(KINDS, topic, kind, afterKind)
                || !isOneOf(CHANNELS, topic, afterDevice + 1, topic.length)
                || !isOwnDevice(topic, afterKind + 1, afterDevice)) {
            return null;
        }
        return new UplinkRoute(topic, Arrays.copyOfRange(topic, afterKind + 1, afterDevice));
    }

    private boolean isDistrictAt(byte[] topic) {
        int from = ROOT.length;
        int to = from + DISTRICT_LENGTH;
        if (topic.length <= to || topic[to] != '/' || !Arrays.equals(topic, 0, from, ROOT, 0, from)) {
            return false;
        }
        if (district != ANY) {
            return Arrays.equals(topic, from, to, district, 0, district.length);
        }
        for (int i = from; i < to; i++) {
            if (topic[i] < '0' || topic[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private boolean isOwnDevice(byte[] topic, int from, int to) {
        if (device != ANY) {
            return Arrays.equals(topic, from, to, device, 0, device.length);
        }
        if (to == from || to - from > Names.MAX_DEVICE_LENGTH) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (topic[i] < 0 || !IN_NAMES[topic[i]]) {
                return false;
            }
        }
        return true;
    }

    /** Where the next slash is; the end when there is none. */
    private static int slash(byte[] topic, int from) {
        int at = from;
        while (at < topic.length && topic[at] != '/') {
            at++;
        }
        return Math.min(at, topic.length);
    }

    private static boolean isOneOf(byte[][] words, byte[] topic, int from, int to) {
        for (byte[] word : words) {
            if (word.length == to - from && Arrays.equals(topic, from, to, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}

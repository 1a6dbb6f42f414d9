package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.MqttTopics;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which topics have given a mere sign of life in which minute: a reading whose content the job does not want. A second one in
 * the same minute says nothing, and is recognised by the bytes of its topic before anything of it is decoded.
 *
 * <p>What is remembered has a fixed size; topics displace each other where too many are of the same hash, and then a sign is not
 * recognised as repeated. Two topics have the same 64 bits by chance once in 10^13. Not thread-safe.
 */
final class RepeatedSigns {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] ROOT = MqttTopics.ROOT.getBytes(StandardCharsets.UTF_8);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long MINUTE_MILLIS = 60_000;

    /** Four times the 100,000 devices of a city that may speak every few seconds; of all others there is one sign a minute anyway. */
    private static final int PLACES = 1 << 18;

    /** So many topics of the same hash have room beside each other. */
    private static final int WAYS = 4;

    private final UplinkContent content;
    private final long[] topics = new long[PLACES];
    private final int[] minutes = new int[PLACES];

    RepeatedSigns(UplinkContent content) {
        this.content = content;
    }

    /** Whether that topic, in UTF-8, has given a sign of life in the minute of that time, in milliseconds since 1970 UTC. */
    boolean hasSpoken(byte[] topic, long arrival) {
        long hash = hash(topic);
        int minute = minute(arrival);
        int first = bucket(hash);
        for (int place = first; place < first + WAYS; place++) {
            if (topics[place] == hash) {
                return minutes[place] == minute;
            }
        }
        return false;
    }

    /** Remembers a message if it is a mere sign of life. */
    void heard(byte[] topic, Uplink uplink) {
        if (!(uplink instanceof DeviceUplink message)
                || !message.isNews()
                || !isOfOneDevice(topic)
                || message.channel() != Channel.TELEMETRY
                || !message.messages().isEmpty()
                || content.wants(message.channel(), message.address().kind())) {
            return;
        }
        long hash = hash(topic);
        int first = bucket(hash);
        int oldest = first;
        for (int place = first; place < first + WAYS; place++) {
            if (topics[place] == hash) {
                oldest = place;
                break;
            }
            if (minutes[place] < minutes[oldest]) {
                oldest = place;
            }
        }
        topics[oldest] = hash;
        minutes[oldest] = minute(message.arrival());
    }

    /** In other namespaces the topic may be the same for all devices. */
    private static boolean isOfOneDevice(byte[] topic) {
        return topic.length > ROOT.length && Arrays.equals(topic, 0, ROOT.length, ROOT, 0, ROOT.length);
    }

    private static int minute(long t) {
        return (int) Math.floorDiv(t, MINUTE_MILLIS);
    }

    private static int bucket(long hash) {
        return (int) (hash >>> 32) & (PLACES - 1) & -WAYS;
    }

    private static long hash(byte[] topic) {
        long hash = topic.length;
        int i = 0;
        for (; i <= topic.length - Long.BYTES; i += Long.BYTES) {
            hash = mixed(hash, (long) WORDS.get(topic, i));
        }
        long rest = 0;
        for (; i < topic.length; i++) {
            rest = (rest << Byte.SIZE) | (topic[i] & 0xff);
        }
        return mixed(hash, rest);
    }

    /** MurmurHash3's finalizer over a running sum. */
    private static long mixed(long hash, long word) {
        long z = (hash ^ word) * GOLDEN + GOLDEN;
        z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return z ^ z >>> 33;
    }
}

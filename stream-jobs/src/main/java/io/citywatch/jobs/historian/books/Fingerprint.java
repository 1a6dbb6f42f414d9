package io.citywatch.jobs.historian.books;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;

/**
 * Sixty-four bits that stand for what a message says: two messages have the same if the same device says on the same channel
 * the same things of the same times.
 *
 * <p>A message without a time of its own is of the time of its arrival, so what is measured again is no repetition; and neither is
 * one that says nothing. Two that
 * differ have the same by chance once in about 10^13 messages, by the number that are remembered.
 */
final class Fingerprint {
    /** 2^64 divided by the golden ratio: consecutive multiples are spread evenly (Knuth, TAOCP 3, 6.4). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    static long of(DeviceUplink uplink) {
        long hash = uplink.channel().ordinal() * 31L + uplink.address().kind().ordinal();
        hash = text(uplink.address().device(), hash);
        hash = text(uplink.address().district(), hash);
        for (DeviceMessage message : uplink.messages()) {
            hash = message instanceof Reading reading ? reading(reading, hash) : text(message.toString(), hash);
        }
        return uplink.messages().isEmpty() ? mixed(hash, uplink.arrival()) : hash;
    }

    /** Of being the message of its device that arrived in its millisecond after so many others. */
    static long ofArrival(DeviceUplink uplink, int before) {
        long hash = text(uplink.address().device(), uplink.address().kind().ordinal());
        return mixed(mixed(text(uplink.address().district(), hash), uplink.arrival()), before);
    }

    private static long reading(Reading reading, long seed) {
        Long seq = reading.seq();
        long hash = mixed(seed, reading.t());
        hash = mixed(hash, seq == null ? Long.MIN_VALUE : seq);
        hash = mixed(hash, reading.mask());
        for (int rest = reading.mask(); rest != 0; rest &= rest - 1) {
            double value = reading.value(Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest)));
            hash = mixed(hash, Double.doubleToLongBits(value));
        }
        return hash;
    }

    private static long text(String text, long seed) {
        long hash = seed;
        long word = text.length();
        for (int i = 0; i < text.length(); i++) {
            word = word << Character.SIZE ^ text.charAt(i);
            if ((i & 3) == 3) {
                hash = mixed(hash, word);
            }
        }
        return mixed(hash, word);
    }

    /** MurmurHash3's finalizer over a running sum. */
    private static long mixed(long hash, long word) {
        long z = (hash ^ word) * GOLDEN + GOLDEN;
        z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return z ^ z >>> 33;
    }
}

package io.citywatch.telemetry.ledger;

import java.util.Objects;

/**
 * What one source knows of one minute: absolute, so that it may be said again. Of two with the same source and minute the
 * later one in the log holds.
 *
 * @param source who counts: a run of a gateway, the reader of a partition, or a message that was refused after it was
 *     counted
 * @param minute the minute of arrival by its beginning, in milliseconds since 1970 UTC
 * @param t when this was said, in milliseconds since 1970 UTC
 * @param counts what it counts; summed over all sources they are the balance
 */
public record LedgerPart(String source, long minute, long t, LedgerCounts counts) {
    /** The length of a minute in milliseconds. */
    public static final long MINUTE_MILLIS = 60_000;

    public LedgerPart {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(counts, "counts");
        if (minute % MINUTE_MILLIS != 0) {
            throw new IllegalArgumentException(minute + " is not the beginning of a minute");
        }
    }

    /** The beginning of the minute in which that time lies. */
    public static long minuteOf(long t) {
        return t - Math.floorMod(t, MINUTE_MILLIS);
    }

    /** The key under which it stands in the log. */
    public String key() {
        return source + '/' + minute;
    }
}

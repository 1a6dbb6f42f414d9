package io.citywatch.jobs.historian.rollup;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hours of devices that are summed up while their readings pass, of one partition of the uplink.
 *
 * <p>All that a device says stands in one partition, and what time it is there is said by the records' own times. An hour is
 * summed up here when none of its readings can have passed before this began; it is closed {@value #GRACE_MILLIS} ms after
 * its end, and then taken out bit by bit. The sums are in no checkpoint: after a restart InfluxDB sums up the hours that were
 * {@link #open}, and this goes on with the next. Not thread-safe.
 */
public final class HourSums {
    /** What is late by chance is late by less. */
    static final long GRACE_MILLIS = 120_000;

    /** A reading may be five minutes ahead of its arrival; records of one time stand up to a minute apart in the log. */
    private static final long EARLY_MILLIS = Duration.ofMinutes(6).toMillis();

    private final TreeMap<Long, Hour> hours = new TreeMap<>();
    private final long wholeFrom;
    private long now;

    /** Sums from a record of that time on, in milliseconds since 1970 UTC. */
    public HourSums(long begin) {
        wholeFrom = RollUpWidth.HOUR.startOf(begin + EARLY_MILLIS - 1) + RollUpWidth.HOUR.millis();
        now = begin;
    }

    /** What becomes of a reading. */
    public enum Place {
        /** It is in the sum. */
        SUMMED_UP,
        /** Its hour began before this did, and InfluxDB sums it up for all devices when it is over. */
        BEFORE_THE_BEGINNING,
        /** Its hour has been closed, and InfluxDB sums it up anew for this device. */
        LATE
    }

    /** Takes note of the time of a record. */
    public void passes(long t) {
        now = Math.max(now, t);
    }

    /**
     * Adds a reading to the hour of its own time.
     *
     * @param isAlone whether its point is the only one that stands at that millisecond
     */
    public Place add(DeviceAddress address, Reading reading, boolean isAlone) {
        long start = RollUpWidth.HOUR.startOf(reading.t());
        if (start < wholeFrom) {
            return closedAt(start) <= now ? Place.LATE : Place.BEFORE_THE_BEGINNING;
        }
        Hour hour = hours.get(start);
        boolean closed = closedAt(start) <= now;
        if (hour == null) {
            if (closed) {
                return Place.LATE;
            }
            hour = new Hour();
            hours.put(start, hour);
        }
        HourSum sum = hour.sums.get(address);
        if (sum != null) {
            sum.add(reading, isAlone);
            return Place.SUMMED_UP;
        }
        if (closed) {
            return Place.LATE;
        }
        hour.kinds.add(address.kind());
        hour.sums.put(address, new HourSum(address, start, reading));
        return Place.SUMMED_UP;
    }

    /** Takes out up to so many sums of hours that are closed. */
    public void take(int most, Consumer<HourSum> taker) {
        int taken = 0;
        while (taken < most && !hours.isEmpty() && closedAt(hours.firstKey()) <= now) {
            Iterator<HourSum> rest = hours.firstEntry().getValue().rest();
            while (taken < most && rest.hasNext()) {
                taker.accept(rest.next());
                rest.remove();
                taken++;
            }
            if (!rest.hasNext()) {
                hours.pollFirstEntry();
            }
        }
    }

    /** The hours of which not all sums have been taken out, for a checkpoint. */
    public Collection<RollUpSpan> open() {
        List<RollUpSpan> open = new ArrayList<>();
        hours.forEach(
                (start, hour) -> hour.kinds.forEach(kind -> open.add(RollUpSpan.of(kind, RollUpWidth.HOUR, start))));
        return open;
    }

    private static long closedAt(long start) {
        return start + RollUpWidth.HOUR.millis() + GRACE_MILLIS;
    }

    private static final class Hour {
        private final Set<FacilityKind> kinds = EnumSet.noneOf(FacilityKind.class);
        private final Map<DeviceAddress, HourSum> sums = new HashMap<>();
        private @Nullable Iterator<HourSum> rest;

        /** Where taking out goes on. From then on nothing is added. */
        Iterator<HourSum> rest() {
            if (rest == null) {
                rest = sums.values().iterator();
            }
            return rest;
        }
    }
}

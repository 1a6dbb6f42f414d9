package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one device of a group said lately: its newest reading in each bucket that is open, and the one before. Immutable.
 *
 * <p>It depends on the set of readings alone: neither on their order nor on how often each came.
 *
 * @param simulated whether there is a program behind the device
 * @param readings in the order of time, at most one of a bucket
 */
record MemberReadings(boolean simulated, List<Measured> readings) {
    private static final Comparator<Measured> OLDEST_FIRST =
            Comparator.comparingLong(Measured::t).thenComparingDouble(Measured::value);

    MemberReadings {
        readings = List.copyOf(readings);
    }

    /** What was measured at a time, in milliseconds since 1970 UTC. */
    record Measured(long t, double value) {}

    /** With one more reading; the same where a newer one of its bucket is known. Of two of the same time the higher counts. */
    MemberReadings with(Measured one, Buckets buckets) {
        List<Measured> all = new ArrayList<>();
        Measured newest = one;
        for (Measured known : readings) {
            if (buckets.endAfter(known.t()) != buckets.endAfter(one.t())) {
                all.add(known);
            } else if (OLDEST_FIRST.compare(known, one) >= 0) {
                newest = known;
            }
        }
        all.add(newest);
        all.sort(OLDEST_FIRST);
        return new MemberReadings(simulated, all);
    }

    /** What counts of it in the bucket of that end; null: nothing. */
    @Nullable
    Measured at(long end, Buckets buckets) {
        Measured newest = null;
        for (Measured one : readings) {
            newest = one.t() < end ? one : newest;
        }
        return newest == null
                        || isFresh(newest, end, buckets)
                        || newest.t() + buckets.hold().toMillis() >= end
                ? newest
                : null;
    }

    /** Whether it was measured in the bucket of that end itself. */
    static boolean isFresh(Measured one, long end, Buckets buckets) {
        return buckets.endAfter(one.t()) == end;
    }

    /** Without what counts in no bucket after the one of that end. */
    MemberReadings after(long end, Buckets buckets) {
        List<Measured> rest = new ArrayList<>();
        Measured newest = at(end, buckets);
        if (newest != null
                && newest.t() + buckets.hold().toMillis()
                        >= end + buckets.length().toMillis()) {
            rest.add(newest);
        }
        readings.stream().filter(one -> one.t() >= end).forEach(rest::add);
        return rest.size() == readings.size() ? this : new MemberReadings(simulated, rest);
    }
}

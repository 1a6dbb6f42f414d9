package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.aggregate.MemberReadings.Measured;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.alarms.group.NamedStore;
import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one series of one group at a time: gathers its readings into buckets, judges each bucket when it is closed, and
 * says when the group's alarm begins and ends.
 *
 * <p>A bucket is closed by the log's time, so late by what the rule grants to readings that are under way. What is decided depends
 * on the set of readings of each bucket and on the order of buckets, on no clock and not on the order of readings.
 *
 * <p>Where real devices speak, simulated ones of the same group count no more: what a program says is no part of a mean.
 */
final class AggregateWatch {
    /** A group that has not spoken for so long is forgotten: its main is gone, or its rule. */
    static final Duration FORGOTTEN = Duration.ofDays(7);

    private final NamedStore<MemberReadings> members;
    private final AggregateWords words;

    AggregateWatch(NamedStore<MemberReadings> members, AggregateWords words) {
        this.members = members;
        this.words = words;
    }

    /**
     * Takes a reading.
     *
     * @param known the series; null when nobody has heard of it
     * @return the series, which is another one when the rule has changed so that what was seen before means nothing now
     */
    GroupSeries take(@Nullable GroupSeries known, AggregateReading reading) {
        AggregateTerms terms = reading.terms();
        Buckets buckets = terms.detector().series().buckets();
        long end = buckets.endAfter(reading.t());
        GroupSeries series = known;
        if (series == null || !new ForestDetector(terms.detector()).canGoOnFrom(series.terms.detector())) {
            if (series != null && series.onset != null) {
                // Mostly its alarm is over with the rule that found it; not so what a bucket showed after that
                words.changed(series);
            }
            forgetMembers();
            series = new GroupSeries(reading.group(), terms);
            series.look = buckets.closing(end) + FORGOTTEN.toMillis();
        }
        if (series.onset != null && buckets.closing(series.onset) < terms.since()) {
            // The rule was away, and its alarm ended with it: what is strange now is an alarm of the rule that has come
            // back
            words.changed(series);
            series.calm();
        }
        series.terms = terms;
        if (end > series.closed) {
            MemberReadings before = members.get(reading.device());
            MemberReadings said = before == null || before.simulated() != reading.simulated()
                    ? new MemberReadings(reading.simulated(), List.of())
                    : before;
            members.put(reading.device(), said.with(new Measured(reading.t(), reading.value()), buckets));
        }
        return series;
    }

    /** At what time of the log the bucket of a reading is due to be closed. */
    static long due(AggregateReading reading) {
        Buckets buckets = reading.terms().detector().series().buckets();
        return buckets.closing(buckets.endAfter(reading.t()));
    }

    /** Closes every bucket that is due by that time of the log; false when there was none. */
    boolean pass(GroupSeries series, long t) {
        Buckets buckets = series.terms.detector().series().buckets();
        TreeSet<Long> due = new TreeSet<>();
        for (Map.Entry<String, MemberReadings> member : members.entries()) {
            for (Measured one : member.getValue().readings()) {
                long end = buckets.endAfter(one.t());
                if (end > series.closed && buckets.closing(end) <= t) {
                    due.add(end);
                }
            }
        }
        due.forEach(end -> close(series, end));
        return !due.isEmpty();
    }

    /** Whether the group has not spoken for so long that it is forgotten; else it is looked at again later. */
    boolean isOver(GroupSeries series, long t) {
        if (t < series.look) {
            return false;
        }
        Buckets buckets = series.terms.detector().series().buckets();
        long over = buckets.closing(series.closed) + FORGOTTEN.toMillis();
        if (t < over) {
            series.look = over;
            return false;
        }
        if (series.onset != null) {
            words.forgotten(series, t);
        }
        forgetMembers();
        return true;
    }

    private void close(GroupSeries series, long end) {
        Buckets buckets = series.terms.detector().series().buckets();
        Contributions real = new Contributions();
        Contributions simulated = new Contributions();
        Map<String, MemberReadings> after = new LinkedHashMap<>();
        for (Map.Entry<String, MemberReadings> entry : members.entries()) {
            MemberReadings member = entry.getValue();
            (member.simulated() ? simulated : real).add(member, end, buckets);
            MemberReadings rest = member.after(end, buckets);
            if (rest != member) {
                after.put(entry.getKey(), rest);
            }
        }
        after.forEach((device, rest) -> {
            if (rest.readings().isEmpty()) {
                members.remove(device);
            } else {
                members.put(device, rest);
            }
        });
        series.closed = end;
        if (real.fresh && !series.real) {
            turnReal(series, end);
        }
        judge(series, end, series.real ? real : simulated);
    }

    private void turnReal(GroupSeries series, long end) {
        if (series.onset != null) {
            words.replaced(series, end);
        }
        series.onset = null;
        series.forest = new ForestDetector(series.terms.detector()).fresh();
        series.real = true;
    }

    private void judge(GroupSeries series, long end, Contributions all) {
        int least = series.terms.detector().series().minDevices();
        if (!all.fresh || all.values.size() < least) {
            return;
        }
        double value = series.terms
                .detector()
                .series()
                .aggregate()
                .of(all.values.stream().mapToDouble(Double::doubleValue).toArray());
        Finding finding = new ForestDetector(series.terms.detector()).observe(series.forest, end, value);
        if (finding instanceof Finding.Present present) {
            series.onset = present.onset();
            words.begun(series, present, end, all.values.size());
        } else if (finding instanceof Finding.Over) {
            words.over(series, Objects.requireNonNull(series.onset), end, value);
            series.onset = null;
        }
    }

    private void forgetMembers() {
        List<String> devices = new ArrayList<>();
        members.entries().forEach(entry -> devices.add(entry.getKey()));
        devices.forEach(members::remove);
    }

    /** What the devices contribute to a bucket. */
    private static final class Contributions {
        private final List<Double> values = new ArrayList<>();
        /** Whether any of it was measured in the bucket itself. */
        private boolean fresh;

        void add(MemberReadings member, long end, Buckets buckets) {
            Measured one = member.at(end, buckets);
            if (one != null) {
                values.add(one.value());
                fresh |= MemberReadings.isFresh(one, end, buckets);
            }
        }
    }
}

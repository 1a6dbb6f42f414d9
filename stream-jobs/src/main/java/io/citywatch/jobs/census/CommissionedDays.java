package io.citywatch.jobs.census;

import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What was commissioned on which day, by kind of facility.
 *
 * <p>An asset belongs to the day of the earliest birth that says it is commissioned, whenever that birth arrived; so the days
 * come out the same in any order of births. There are as many days as there can be times of births. Not thread-safe.
 */
final class CommissionedDays {
    private final ZoneId zone;
    private final Map<FacilityKind, NavigableMap<Long, Amount>> days = new EnumMap<>(FacilityKind.class);

    CommissionedDays(ZoneId zone) {
        this.zone = zone;
        for (FacilityKind kind : FacilityKind.values()) {
            days.put(kind, new TreeMap<>());
        }
    }

    /** The day since 1970 in which that time lies, in the city. */
    long day(long t) {
        return Instant.ofEpochMilli(t).atZone(zone).toLocalDate().toEpochDay();
    }

    void add(FacilityKind kind, long t, Amount amount) {
        add(new DayCount(kind, day(t), amount));
    }

    void add(DayCount count) {
        of(count.kind()).merge(count.day(), count.amount(), (a, b) -> {
            Amount sum = a.plus(b);
            return sum.equals(Amount.NOTHING) ? null : sum;
        });
    }

    List<DayCount> all() {
        List<DayCount> all = new ArrayList<>();
        days.forEach((kind, amounts) -> amounts.forEach((day, amount) -> all.add(new DayCount(kind, day, amount))));
        return all;
    }

    /** What was done on each of the last days up to that one; days on which nothing was done are left out. */
    List<TargetProgress.Day> last(FacilityKind kind, Measure measure, long today, int count) {
        List<TargetProgress.Day> last = new ArrayList<>();
        of(kind).subMap(today - count, false, today, true)
                .forEach((day, amount) ->
                        last.add(new TargetProgress.Day(LocalDate.ofEpochDay(day), amount.in(measure))));
        return last;
    }

    private NavigableMap<Long, Amount> of(FacilityKind kind) {
        NavigableMap<Long, Amount> of = days.get(kind);
        if (of == null) {
            throw new IllegalStateException("no days of " + kind);
        }
        return of;
    }
}

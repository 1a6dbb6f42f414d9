package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.District;
import io.citywatch.telemetry.programme.Measure;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.programme.Target;
import io.citywatch.telemetry.topic.LogTopics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The counts of every place, the city's sums and the programme's progress, and which of them have changed.
 *
 * <p>A district that the programme does not know is counted all the same, and the city is always the sum of all. What stands
 * under the city's own code is counted as a district of its own. Not thread-safe.
 */
final class Counts {
    private final Programme programme;
    private final String ownDistrict;
    private final CommissionedDays days;
    private final Map<AssetNews.CountPlace, CountChange> counts = new LinkedHashMap<>();
    private final Set<AssetNews.CountPlace> changed = new LinkedHashSet<>();
    private long today = Long.MIN_VALUE;

    Counts(Programme programme) {
        this.programme = programme;
        ownDistrict = programme.ownDistrict();
        days = new CommissionedDays(programme.zone());
    }

    /** Gives every place of the programme that has no count yet a count of nothing, as of that time. */
    void begin(long t) {
        for (FacilityKind kind : FacilityKind.inTheField()) {
            for (District district : programme.districts()) {
                var place = new AssetNews.CountPlace(kind, district.code());
                if (!counts.containsKey(place)) {
                    restore(new CountChange(place, Tally.ZERO, null, t));
                }
            }
        }
    }

    /** Takes note of the log's time: with a new day every forecast changes. */
    void pass(long t) {
        long day = days.day(t);
        if (day > today) {
            today = day;
            changed.addAll(counts.keySet());
        }
    }

    /** Adds a change. A count is of the time of its newest change. */
    void add(CountChange change) {
        restore(change);
        Amount commissioned = change.tally().at(Step.COMMISSIONED);
        if (change.commissionedT() != null && !commissioned.equals(Amount.NOTHING)) {
            days.add(change.place().kind(), change.commissionedT(), commissioned);
        }
    }

    /** Adds a place's counts that stood in a checkpoint; the days stand there for themselves. */
    void restore(CountChange change) {
        AssetNews.CountPlace place = counted(change.place());
        counts.merge(
                place,
                new CountChange(place, change.tally(), null, change.t()),
                (count, more) -> new CountChange(
                        count.place(), count.tally().plus(more.tally()), null, Math.max(count.t(), more.t())));
        changed.add(place);
    }

    private AssetNews.CountPlace counted(AssetNews.CountPlace place) {
        return place.district().equals(programme.city().code())
                ? new AssetNews.CountPlace(place.kind(), ownDistrict)
                : place;
    }

    CommissionedDays days() {
        return days;
    }

    boolean isChanged() {
        return !changed.isEmpty();
    }

    /** The counts of all places, for a checkpoint. */
    List<CountChange> all() {
        return List.copyOf(counts.values());
    }

    /** Takes out what has changed, as records for the log. */
    List<LogRecord> takeChanged() {
        List<LogRecord> records = new ArrayList<>();
        Set<FacilityKind> kinds = EnumSet.noneOf(FacilityKind.class);
        for (AssetNews.CountPlace place : changed) {
            kinds.add(place.kind());
            CountChange count = counts.get(place);
            if (count != null) {
                records.add(record(count));
            }
        }
        for (FacilityKind kind : kinds) {
            records.add(record(city(kind)));
        }
        for (Target target : programme.targets()) {
            FacilityKind kind = target.kind();
            if (kind == null || kinds.contains(kind)) {
                TargetProgress progress = kind == null ? ofPlatform(target) : progress(target, kind);
                records.add(LogRecord.of(LogTopics.CENSUS, progress.scope(), LogJson.encode(progress)));
            }
        }
        changed.clear();
        return records;
    }

    private CountChange city(FacilityKind kind) {
        Tally sum = Tally.ZERO;
        long t = 0;
        for (CountChange count : counts.values()) {
            if (count.place().kind() == kind) {
                sum = sum.plus(count.tally());
                t = Math.max(t, count.t());
            }
        }
        return new CountChange(new AssetNews.CountPlace(kind, programme.city().code()), sum, null, t);
    }

    /** The platform itself: it counts, therefore it runs. It has been done since the first count. */
    private TargetProgress ofPlatform(Target target) {
        long since = counts.values().stream().mapToLong(CountChange::t).min().orElse(0);
        return new TargetProgress(target.id(), target.target(), Map.of(Step.COMMISSIONED, 1.0), List.of(), null, since);
    }

    private TargetProgress progress(Target target, FacilityKind kind) {
        CountChange city = city(kind);
        Measure measure = target.measure();
        Map<Step, Double> amounts = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            amounts.put(step, city.tally().at(step).in(measure));
        }
        long now = Math.max(today, days.day(city.t()));
        List<TargetProgress.Day> last = days.last(kind, measure, now, Pace.WINDOW_DAYS + 1);
        double remaining = target.target() - city.tally().at(Step.COMMISSIONED).in(measure);
        return new TargetProgress(
                target.id(),
                target.target(),
                amounts,
                last,
                Pace.forecast(last, remaining, LocalDate.ofEpochDay(now)),
                city.t());
    }

    private LogRecord record(CountChange change) {
        Map<Step, Long> assets = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            assets.put(step, change.tally().at(step).assets());
        }
        Amount commissioned = change.tally().at(Step.COMMISSIONED);
        AssetCount count = new AssetCount(
                change.place().kind(),
                change.place().district(),
                planned(change.place()),
                assets,
                new AssetCount.Served(
                        commissioned.households(),
                        change.tally().at(Step.DOWN).households(),
                        commissioned.bays(),
                        commissioned.lengthM()),
                change.t());
        return LogRecord.of(LogTopics.CENSUS, count.scope(), LogJson.encode(count));
    }

    private @Nullable Double planned(AssetNews.CountPlace place) {
        for (Target target : programme.targets()) {
            if (target.kind() == place.kind()) {
                return place.district().equals(programme.city().code())
                        ? Double.valueOf(target.target())
                        : target.planned().byDistrict().get(place.district());
            }
        }
        return null;
    }
}

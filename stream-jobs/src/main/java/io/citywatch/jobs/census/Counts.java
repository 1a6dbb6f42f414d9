package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.District;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.programme.Target;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The counts of every place, the city's sums and the programme's progress, and which of them have changed.
 *
 * <p>A district that the programme does not know is counted all the same, and the city is always the sum of all. Not
 * thread-safe.
 */
final class Counts {
    private static final double MM_PER_M = 1000;

    private final Programme programme;
    private final Map<AssetNews.CountPlace, CountChange> counts = new LinkedHashMap<>();
    private final Set<AssetNews.CountPlace> changed = new LinkedHashSet<>();

    Counts(Programme programme) {
        this.programme = programme;
    }

    /** Gives every place of the programme that has no count yet a count of nothing, as of that time. */
    void begin(long t) {
        for (FacilityKind kind : FacilityKind.values()) {
            for (District district : programme.districts()) {
                var place = new AssetNews.CountPlace(kind, district.code());
                if (!counts.containsKey(place)) {
                    add(new CountChange(place, Tally.ZERO, t));
                }
            }
        }
    }

    /** Adds a change. A count is of the time of its newest change. */
    void add(CountChange change) {
        counts.merge(
                change.place(),
                change,
                (count, more) -> new CountChange(
                        count.place(), count.tally().plus(more.tally()), Math.max(count.t(), more.t())));
        changed.add(change.place());
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
                TargetProgress progress = progress(target);
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
        return new CountChange(new AssetNews.CountPlace(kind, programme.city().code()), sum, t);
    }

    private TargetProgress progress(Target target) {
        FacilityKind kind = target.kind();
        if (kind == null) {
            // The platform itself: it counts, therefore it runs. It has been done since the first count.
            long since =
                    counts.values().stream().mapToLong(CountChange::t).min().orElse(0);
            return new TargetProgress(target.id(), target.target(), 1, since);
        }
        CountChange city = city(kind);
        AssetNews.Share share = city.tally().share();
        double done =
                switch (target.measure()) {
                    case HOUSEHOLDS -> share.households();
                    case ASSETS -> city.tally().commissioned();
                    case LENGTH_M -> share.lengthMm() / MM_PER_M;
                    case BAYS -> share.bays();
                    case PLATFORM -> 1;
                };
        return new TargetProgress(target.id(), target.target(), done, city.t());
    }

    private static LogRecord record(CountChange change) {
        Tally tally = change.tally();
        AssetCount count = new AssetCount(
                change.place().kind(),
                change.place().district(),
                tally.registered(),
                tally.installed(),
                tally.commissioned(),
                tally.alive(),
                tally.reporting(),
                tally.share().households(),
                tally.share().bays(),
                tally.share().lengthMm() / MM_PER_M,
                change.t());
        return LogRecord.of(LogTopics.CENSUS, count.scope(), LogJson.encode(count));
    }
}

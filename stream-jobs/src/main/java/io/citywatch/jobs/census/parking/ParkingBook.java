package io.citywatch.jobs.census.parking;

import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The use of parking in every area, with the sums of districts and of the city, and which of them have changed.
 *
 * <p>Of each area the last {@link #KEPT_HOURS} are known. What stands under the city's own code is a district of its own. Not
 * thread-safe.
 */
final class ParkingBook {
    /** As long as a bay may still correct: the longest stay that is going on, and a day of lateness. */
    static final int KEPT_HOURS = 100;

    /** Hours that a record has: a day, and the one that is not over. */
    static final int SAID_HOURS = 25;

    private static final double MINUTE_MILLIS = 60_000;
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final String city;
    private final String ownDistrict;
    private final ZoneId zone;
    private final Map<ParkingArea, Area> areas = new TreeMap<>();
    private final Set<ParkingArea> changed = new TreeSet<>();

    /** An empty book of the programme's city. */
    ParkingBook(Programme programme) {
        city = programme.city().code();
        ownDistrict = programme.ownDistrict();
        zone = programme.zone();
    }

    void add(AreaNews news) {
        ParkingArea area = news.area().district().equals(city)
                ? new ParkingArea(ownDistrict, news.area().street())
                : news.area();
        areas.computeIfAbsent(area, first -> new Area()).add(news);
        changed.add(area);
    }

    boolean isChanged() {
        return !changed.isEmpty();
    }

    /** What all bays of each area add to it, for a checkpoint. */
    List<AreaNews> all() {
        List<AreaNews> all = new ArrayList<>();
        areas.forEach((area, sum) -> all.add(new AreaNews(area, sum.bays, sum.hours.uses(), sum.t)));
        return all;
    }

    /** Takes out what has changed: streets, and of each that has changed its district, and the city. */
    List<ParkingCount> takeChanged() {
        Set<ParkingArea> rows = new TreeSet<>();
        for (ParkingArea area : changed) {
            rows.add(area);
            rows.add(area.whole());
            rows.add(new ParkingArea(city, null));
        }
        changed.clear();
        return rows.stream().map(this::count).toList();
    }

    private ParkingCount count(ParkingArea row) {
        Area sum = new Area();
        areas.forEach((area, use) -> {
            if (row.equals(area)
                    || (row.street() == null
                            && (row.district().equals(area.district())
                                    || row.district().equals(city)))) {
                sum.add(new AreaNews(row, use.bays, use.hours.uses(), use.t));
            }
        });
        return sum.count(row);
    }

    /** An area's sums. */
    private final class Area {
        private AreaNews.Bays bays = AreaNews.Bays.NONE;
        private final Hours hours = new Hours();
        private long t;

        void add(AreaNews news) {
            bays = bays.plus(news.bays());
            t = Math.max(t, news.t());
            hours.addAll(news.hours());
            hours.dropBefore(Hours.hour(t) - KEPT_HOURS * Hours.HOUR_MILLIS);
        }

        ParkingCount count(ParkingArea area) {
            long midnight = day(t).atStartOfDay(zone).toInstant().toEpochMilli();
            Use today = Use.NOTHING;
            ParkingCount.Hour peak = null;
            List<ParkingCount.Hour> said = new ArrayList<>();
            long first = Hours.hour(t) - (SAID_HOURS - 1) * Hours.HOUR_MILLIS;
            for (Map.Entry<Long, Use> each : hours.uses().tailMap(first).entrySet()) {
                long start = each.getKey();
                long length = Math.min(t - start, Hours.HOUR_MILLIS);
                var hour = new ParkingCount.Hour(start, figures(each.getValue(), length));
                said.add(hour);
                if (start >= midnight) {
                    today = today.plus(each.getValue());
                    peak = higher(peak, hour);
                }
            }
            return new ParkingCount(
                    area,
                    new ParkingCount.Bays(bays.all(), bays.known(), bays.occupied()),
                    new ParkingCount.Today(day(t), figures(today, t - midnight), peak),
                    said,
                    t);
        }

        private LocalDate day(long time) {
            return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
        }

        private ParkingCount.Figures figures(Use use, long millis) {
            double watched = use.watchedMillis();
            double all = (double) bays.all() * millis;
            return new ParkingCount.Figures(
                    watched > 0 ? use.occupiedMillis() / watched : null,
                    watched > 0 ? use.stays() * DAY_MILLIS / watched : null,
                    use.stays(),
                    use.measured() > 0 ? use.measuredMillis() / MINUTE_MILLIS / use.measured() : null,
                    all > 0 ? Math.min(1, watched / all) : 0);
        }

        private static ParkingCount.@Nullable Hour higher(ParkingCount.@Nullable Hour one, ParkingCount.Hour other) {
            Double occupancy = other.figures().occupancy();
            if (occupancy == null) {
                return one;
            }
            Double highest = one == null ? null : one.figures().occupancy();
            return highest == null || occupancy > highest ? other : one;
        }
    }
}

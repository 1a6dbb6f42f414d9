package io.citywatch.telemetry.census;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the parking bays of an area are used.
 *
 * @param area where
 * @param bays how many bays there are, and how they stand
 * @param today the city's day so far
 * @param hours the last hours in which a bay was watched, oldest first; the last one may not be over
 * @param t as of when, in milliseconds since 1970 UTC
 */
public record ParkingCount(ParkingArea area, Bays bays, Today today, List<Hour> hours, long t) {

    public ParkingCount {
        hours = List.copyOf(hours);
    }

    /**
     * Bays, each of which has one detector.
     *
     * @param all bays
     * @param known of these, the ones of which it is known whether a car stands there
     * @param occupied of these, the ones where one does
     */
    public record Bays(long all, long known, long occupied) {}

    /**
     * What a day has come to so far.
     *
     * @param day the day, by the city's clock
     * @param figures its figures
     * @param peak its hour of the highest occupancy; null when no bay was watched
     */
    public record Today(LocalDate day, Figures figures, @Nullable Hour peak) {}

    /**
     * An hour.
     *
     * @param t its beginning, in milliseconds since 1970 UTC
     * @param figures its figures
     */
    public record Hour(long t, Figures figures) {}

    /**
     * The use of an area's bays over some time.
     *
     * @param occupancy occupied of watched time, 0 to 1; null when no bay was watched
     * @param turnover stays per bay and day; null when no bay was watched
     * @param stays stays that ended
     * @param meanStayMinutes the mean of those of which beginning and end are known, in minutes; null when there is none
     * @param reporting watched of all time, 0 to 1
     */
    public record Figures(
            @Nullable Double occupancy,
            @Nullable Double turnover,
            long stays,
            @Nullable Double meanStayMinutes,
            double reporting) {}
}

package io.citywatch.jobs.alarms.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a district or the city from one look to the next. Immutable.
 *
 * @param floodSince since when it is a flood, in milliseconds since 1970 UTC; 0: it is none
 * @param peaks the highest rate of each of the last 24 hours, oldest first
 */
public record ScopeMark(long floodSince, List<Peak> peaks) {
    static final ScopeMark NONE = new ScopeMark(0, List.of());
    private static final long HOUR = Duration.ofHours(1).toMillis();

    public ScopeMark {
        peaks = List.copyOf(peaks);
    }

    /** The highest rate of an hour, counted since 1970. */
    public record Peak(long hour, int rate) {}

    /** After a look at that time. */
    ScopeMark at(long t, int rate) {
        long since = floodSince;
        if (rate > Figures.FLOOD_ABOVE) {
            since = since == 0 ? t : since;
        } else if (rate < Figures.FLOOD_ENDS_BELOW) {
            since = 0;
        }
        long hour = Math.floorDiv(t, HOUR);
        List<Peak> next = new ArrayList<>();
        int highest = rate;
        for (Peak peak : peaks) {
            if (peak.hour() == hour) {
                highest = Math.max(highest, peak.rate());
            } else if (peak.hour() > hour - 24) {
                next.add(peak);
            }
        }
        next.add(new Peak(hour, highest));
        return new ScopeMark(since, next);
    }

    int peak() {
        return peaks.stream().mapToInt(Peak::rate).max().orElse(0);
    }
}

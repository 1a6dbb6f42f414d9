package io.citywatch.console.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of a metric.
 *
 * @param windowMs the width of the windows that each point stands for, in milliseconds; 0 where each reading is a point
 * @param points the points, oldest first
 */
public record Series(long windowMs, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /**
     * A point.
     *
     * @param t the reading's time or the window's beginning, in milliseconds since 1970 UTC
     * @param value the reading, or of a number the window's mean and of anything else its last: a number, a boolean or a
     *     text
     * @param min the least number in the window; null where there is no window or no number
     * @param max the greatest number in the window
     */
    public record Point(long t, Object value, @Nullable Object min, @Nullable Object max) {}
}

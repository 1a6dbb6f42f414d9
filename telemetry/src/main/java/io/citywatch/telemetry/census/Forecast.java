package io.citywatch.telemetry.census;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The day on which a target will be reached at the present pace.
 *
 * <p>The range is where the day falls in four of five cases, if the days to come vary as the last ones did.
 *
 * @param perDay the present pace, in the target's measure
 * @param date the day; null when it is never reached at that pace
 * @param earliest the beginning of the range; null when not even a lucky pace gets there
 * @param latest the end of the range; null when an unlucky pace does not get there
 */
public record Forecast(
        double perDay, @Nullable LocalDate date, @Nullable LocalDate earliest, @Nullable LocalDate latest) {}

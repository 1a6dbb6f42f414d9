package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.census.ParkingCount;

/** The points of the use of parking bays: one for each hour, written again while the hour is corrected. */
final class ParkingLines {
    /** The tag of a district, or of the city, as a whole; InfluxDB has no empty tags. */
    private static final String WHOLE = "all";

    private ParkingLines() {}

    static void write(ParkingCount count, LineBuffer lines) {
        String street = count.area().street();
        for (ParkingCount.Hour hour : count.hours()) {
            ParkingCount.Figures figures = hour.figures();
            lines.point("parking_area")
                    .tag("district", count.area().district())
                    .tag("area", street == null ? WHOLE : street)
                    .field("bays", (double) count.bays().all())
                    .field("stays", (double) figures.stays())
                    .field("reporting", figures.reporting());
            if (figures.occupancy() != null) {
                lines.field("occupancy", figures.occupancy());
            }
            if (figures.turnover() != null) {
                lines.field("turnover", figures.turnover());
            }
            if (figures.meanStayMinutes() != null) {
                lines.field("meanStayMinutes", figures.meanStayMinutes());
            }
            lines.end(hour.t());
        }
    }
}

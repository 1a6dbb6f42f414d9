package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.TargetProgress;

/** The points of counts and of progress. */
final class CensusLines {
    private static final String CENSUS = "census";

    private CensusLines() {}

    static void write(AssetCount count, LineBuffer lines) {
        lines.point(CENSUS)
                .tag("kind", count.kind().code())
                .tag("district", count.district())
                .field("registered", (double) count.registered())
                .field("installed", (double) count.installed())
                .field("commissioned", (double) count.commissioned())
                .field("alive", (double) count.alive())
                .field("reporting", (double) count.reporting())
                .field("households", (double) count.households())
                .field("bays", (double) count.bays())
                .field("lengthM", count.lengthM())
                .end(count.t());
    }

    /** The id is the tag {@code target}, so what is to be reached is the field {@code planned}: one name can't be both. */
    static void write(TargetProgress progress, LineBuffer lines) {
        lines.point(CENSUS)
                .tag("target", progress.id())
                .field("planned", progress.target())
                .field("done", progress.done())
                .end(progress.t());
    }
}

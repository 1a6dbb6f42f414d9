package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;

/** The points of counts and of progress. */
final class CensusLines {
    private static final String CENSUS = "census";

    private CensusLines() {}

    static void write(AssetCount count, LineBuffer lines) {
        lines.point(CENSUS)
                .tag("kind", count.kind().code())
                .tag("district", count.district())
                .field("households", (double) count.served().households())
                .field("householdsWithoutSensor", (double) count.served().householdsWithoutSensor())
                .field("bays", (double) count.served().bays())
                .field("lengthM", count.served().lengthM());
        for (Step step : Step.values()) {
            lines.field(step.text(), (double) count.at(step));
        }
        if (count.planned() != null) {
            lines.field("planned", count.planned());
        }
        lines.end(count.t());
    }

    /** The id is the tag {@code target}, so what is to be reached is the field {@code planned}: one name can't be both. */
    static void write(TargetProgress progress, LineBuffer lines) {
        lines.point(CENSUS)
                .tag("target", progress.id())
                .field("planned", progress.target())
                .field("done", progress.done());
        for (Step step : Step.values()) {
            lines.field(step.text(), progress.at(step));
        }
        lines.end(progress.t());
    }
}

package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.alarm.AlarmFigures;

/** The points of the alarms' figures. */
final class FigureLines {
    private FigureLines() {}

    static void write(AlarmFigures figures, LineBuffer lines) {
        lines.point("alarm_figures")
                .tag("district", figures.scope())
                .field("rate", (double) figures.load().rate())
                .field("peak", (double) figures.load().peak())
                .field("day", (double) figures.load().day())
                .field("flood", figures.load().floodSince() != null)
                .field("standing", (double) figures.open().standing())
                .field("unacknowledged", (double) figures.open().unacknowledged())
                .field("chattering", (double) figures.chattering().size())
                .field("stale", (double) figures.stale().size())
                .field("critical", (double) figures.priorities().critical())
                .field("high", (double) figures.priorities().high())
                .field("medium", (double) figures.priorities().medium())
                .field("low", (double) figures.priorities().low())
                .end(figures.t());
    }
}

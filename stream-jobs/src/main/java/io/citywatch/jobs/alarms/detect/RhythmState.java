package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.series.DailyRhythmState;

/** A score on a ladder, and what is known of the series behind it. */
public final class RhythmState extends LadderState {
    final DailyRhythmState series;

    public RhythmState() {
        series = new DailyRhythmState();
    }

    /** A state of its parts, for the codec. */
    public RhythmState(LadderState ladder, DailyRhythmState series) {
        super(ladder.level(), ladder.value(), ladder.goodSince(), ladder.pending());
        newest(ladder.newest());
        this.series = series;
    }

    public DailyRhythmState series() {
        return series;
    }
}

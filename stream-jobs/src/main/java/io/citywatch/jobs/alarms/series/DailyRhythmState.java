package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link DailyRhythm} remembers of one series: always the same size, however long the series. Mutable, owned by one
 * thread.
 */
public final class DailyRhythmState {
    /** The form that {@link #write} writes. */
    private static final int VERSION = 3;
    /** The form without what shows over hours or comes every day and without the longest run, which then begin anew. */
    private static final int SHORT_VIEW = 2;

    final Cadence cadence = new Cadence();
    final Range range = new Range();
    final Repeats repeats = new Repeats();
    final Incident incident = new Incident();
    /** What is usual in each half-hour of the day, in each six hours of the week, and how far off it is in every two hours. */
    final Profile day = new Profile(Cadence.DAY_MILLIS, 48, 7);

    final Profile week = new Profile(7 * Cadence.DAY_MILLIS, 28, 4);
    final Profile noise = new Profile(Cadence.DAY_MILLIS, 12, 7);

    final TwoTails jumps = new TwoTails(1.5, 0.8);
    final TwoTails strays = new TwoTails(1.5, 0.8);
    final TwoTails drifts = new TwoTails(1, 0.5);
    final TwoTails spreads = new TwoTails(0.5, 0.3);

    final LongView longView = new LongView();
    /** How far values lie from what was expected, and from level and rhythm, on most days. */
    final DailyReach dailyErrors = new DailyReach();

    final DailyReach dailyStrays = new DailyReach();

    double last;
    double level;
    /** How far the last value lay from level and rhythm, and how far values do usually. */
    float off;

    float scale;
    /** How far values usually lie from what was expected. */
    float errorScale;
    /** How far the recent values lay from level and rhythm, and from what was expected. */
    float drift;

    float spread;
    private float product;
    private float square;

    /** How much of what a value is off is still there at the next, from 0 to 1. */
    double persistence() {
        return Bounds.within(product / (square + 0.02), 0, 1);
    }

    void learnPersistence(double now, double before, double gain) {
        product += (float) (gain * (now * before - product));
        square += (float) (gain * (before * before - square));
    }

    /** Writes it in the newest form, headed by the form's version. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        cadence.write(out);
        range.write(out);
        repeats.write(out);
        incident.write(out);
        day.write(out);
        week.write(out);
        noise.write(out);
        jumps.write(out);
        strays.write(out);
        drifts.write(out);
        spreads.write(out);
        longView.write(out);
        dailyErrors.write(out);
        dailyStrays.write(out);
        out.writeDouble(last);
        out.writeDouble(level);
        out.writeFloat(off);
        out.writeFloat(scale);
        out.writeFloat(errorScale);
        out.writeFloat(drift);
        out.writeFloat(spread);
        out.writeFloat(product);
        out.writeFloat(square);
    }

    /**
     * Reads what {@link #write} wrote, or did before.
     *
     * @throws IOException when it was written in a form that is not known
     */
    public static DailyRhythmState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION && version != SHORT_VIEW) {
            throw new IOException("a daily rhythm of form " + version + " is not known");
        }
        DailyRhythmState state = new DailyRhythmState();
        state.cadence.read(in);
        state.range.read(in);
        state.repeats.read(in, version != SHORT_VIEW);
        state.incident.read(in);
        state.day.read(in);
        state.week.read(in);
        state.noise.read(in);
        state.jumps.read(in);
        state.strays.read(in);
        state.drifts.read(in);
        state.spreads.read(in);
        if (version != SHORT_VIEW) {
            state.longView.read(in);
            state.dailyErrors.read(in);
            state.dailyStrays.read(in);
        }
        state.last = in.readDouble();
        state.level = in.readDouble();
        state.off = in.readFloat();
        state.scale = in.readFloat();
        state.errorScale = in.readFloat();
        state.drift = in.readFloat();
        state.spread = in.readFloat();
        state.product = in.readFloat();
        state.square = in.readFloat();
        return state;
    }
}

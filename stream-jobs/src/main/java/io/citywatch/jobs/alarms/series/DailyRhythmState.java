package io.citywatch.jobs.alarms.series;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What {@link DailyRhythm} remembers of one series: always the same size, however long the series. Mutable, owned by one
 * thread.
 */
public final class DailyRhythmState {
    /** The form that {@link #write} writes. */
    private static final int VERSION = 1;

    static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    long first;
    long newest;
    int rows;
    int late;
    float intervalMillis;

    double last;
    double level;
    float drift;
    float spread;
    float residual;
    float scale;
    float errorScale;
    float product;
    float square;
    float reported;
    int quiet;

    final Repeats repeats = new Repeats();
    final Profile day = new Profile(DAY_MILLIS, 48, 7);
    final Profile week = new Profile(7 * DAY_MILLIS, 56, 4);
    final Profile noise = new Profile(DAY_MILLIS, 24, 7);
    final SurpriseTail[] tails = {
        new SurpriseTail(1.5, 0.8), new SurpriseTail(1.5, 0.8),
        new SurpriseTail(1.0, 0.5), new SurpriseTail(1.0, 0.5),
        new SurpriseTail(0.5, 0.3), new SurpriseTail(0.5, 0.3)
    };

    /** An independent copy. */
    public DailyRhythmState copy() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
            return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** Writes it in the newest form, headed by the form's version. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(first);
        out.writeLong(newest);
        out.writeInt(rows);
        out.writeByte(late);
        out.writeFloat(intervalMillis);
        out.writeDouble(last);
        out.writeDouble(level);
        out.writeFloat(drift);
        out.writeFloat(spread);
        out.writeFloat(residual);
        out.writeFloat(scale);
        out.writeFloat(errorScale);
        out.writeFloat(product);
        out.writeFloat(square);
        out.writeFloat(reported);
        out.writeInt(quiet);
        repeats.write(out);
        day.write(out);
        week.write(out);
        noise.write(out);
        for (SurpriseTail tail : tails) {
            tail.write(out);
        }
    }

    /** Reads what {@link #write} wrote, in this form or an older one. */
    public static DailyRhythmState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("a daily rhythm of form " + version + " is not known");
        }
        DailyRhythmState state = new DailyRhythmState();
        state.first = in.readLong();
        state.newest = in.readLong();
        state.rows = in.readInt();
        state.late = in.readByte();
        state.intervalMillis = in.readFloat();
        state.last = in.readDouble();
        state.level = in.readDouble();
        state.drift = in.readFloat();
        state.spread = in.readFloat();
        state.residual = in.readFloat();
        state.scale = in.readFloat();
        state.errorScale = in.readFloat();
        state.product = in.readFloat();
        state.square = in.readFloat();
        state.reported = in.readFloat();
        state.quiet = in.readInt();
        state.repeats.read(in);
        state.day.read(in);
        state.week.read(in);
        state.noise.read(in);
        for (SurpriseTail tail : state.tails) {
            tail.read(in);
        }
        return state;
    }
}

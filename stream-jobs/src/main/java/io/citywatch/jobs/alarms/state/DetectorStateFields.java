package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.CoverState;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.EventState;
import io.citywatch.jobs.alarms.detect.LadderState;
import io.citywatch.jobs.alarms.detect.LadderState.Pending;
import io.citywatch.jobs.alarms.detect.SilenceState;
import io.citywatch.jobs.alarms.detect.SilenceState.Gap;
import io.citywatch.jobs.binary.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what a detector remembers: a tag that says which state it is, the newest time, and its fields. */
final class DetectorStateFields {
    private static final int LADDER = 1;
    private static final int COVER = 2;
    private static final int EVENT = 3;
    private static final int SILENCE = 4;

    private DetectorStateFields() {}

    static void write(DetectorState state, DataOutputView out) throws IOException {
        if (state instanceof CoverState cover) {
            writeHead(COVER, state, out);
            writeLadder(cover, out);
            Fields.writeDouble(cover.tiltDeg(), out);
            out.writeBoolean(cover.open());
        } else if (state instanceof LadderState ladder) {
            writeHead(LADDER, state, out);
            writeLadder(ladder, out);
        } else if (state instanceof EventState event) {
            writeHead(EVENT, state, out);
            out.writeBoolean(event.active());
        } else if (state instanceof SilenceState silence) {
            writeHead(SILENCE, state, out);
            writeSilence(silence, out);
        }
    }

    static DetectorState read(DataInputView in) throws IOException {
        int tag = in.readByte();
        long newest = in.readLong();
        DetectorState state =
                switch (tag) {
                    case LADDER -> readLadder(in);
                    case COVER -> new CoverState(readLadder(in), Fields.readOptionalDouble(in), in.readBoolean());
                    case EVENT -> new EventState(in.readBoolean());
                    case SILENCE -> readSilence(in);
                    default -> throw new IOException("no detector's state is written with " + tag);
                };
        state.newest(newest);
        return state;
    }

    private static void writeHead(int tag, DetectorState state, DataOutputView out) throws IOException {
        out.writeByte(tag);
        out.writeLong(state.newest());
    }

    private static void writeLadder(LadderState ladder, DataOutputView out) throws IOException {
        Fields.writeVar(ladder.level() - LadderState.GROUND, out);
        out.writeDouble(ladder.value());
        OptionalLongs.write(ladder.goodSince(), out);
        Fields.writeVar(ladder.pending().size(), out);
        for (Pending pending : ladder.pending()) {
            Fields.writeVar(pending.step(), out);
            out.writeLong(pending.since());
            out.writeLong(pending.due());
        }
    }

    private static LadderState readLadder(DataInputView in) throws IOException {
        int level = Fields.readVarInt(in) + LadderState.GROUND;
        double value = in.readDouble();
        Long goodSince = OptionalLongs.read(in);
        List<Pending> pending = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            pending.add(new Pending(Fields.readVarInt(in), in.readLong(), in.readLong()));
        }
        return new LadderState(level, value, goodSince, pending);
    }

    private static void writeSilence(SilenceState silence, DataOutputView out) throws IOException {
        out.writeBoolean(silence.active());
        Fields.writeVar(silence.gaps().size(), out);
        for (Gap gap : silence.gaps()) {
            out.writeLong(gap.from());
            out.writeLong(gap.to());
            out.writeLong(gap.patienceMillis());
            Fields.writeText(gap.asset(), out);
        }
    }

    private static SilenceState readSilence(DataInputView in) throws IOException {
        boolean active = in.readBoolean();
        List<Gap> gaps = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            gaps.add(new Gap(in.readLong(), in.readLong(), in.readLong(), Fields.readOptionalText(in)));
        }
        return new SilenceState(active, gaps);
    }
}

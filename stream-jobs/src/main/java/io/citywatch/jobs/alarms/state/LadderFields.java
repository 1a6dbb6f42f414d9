package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.LadderState;
import io.citywatch.jobs.alarms.detect.LadderState.Pending;
import io.citywatch.jobs.binary.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads how far up a ladder something stands, but for the time of its newest value. */
public final class LadderFields {
    private LadderFields() {}

    public static void write(LadderState ladder, DataOutputView out) throws IOException {
        Fields.writeVar(ladder.level() - LadderState.GROUND, out);
        out.writeDouble(ladder.value());
        Fields.writeLong(ladder.goodSince(), out);
        Fields.writeVar(ladder.pending().size(), out);
        for (Pending pending : ladder.pending()) {
            Fields.writeVar(pending.step(), out);
            out.writeLong(pending.since());
            out.writeLong(pending.due());
        }
    }

    public static LadderState read(DataInputView in) throws IOException {
        int level = Fields.readVarInt(in) + LadderState.GROUND;
        double value = in.readDouble();
        Long goodSince = Fields.readOptionalLong(in);
        int size = Fields.readVarInt(in);
        List<Pending> pending = size == 0 ? List.of() : new ArrayList<>(size);
        for (int rest = size; rest > 0; rest--) {
            pending.add(new Pending(Fields.readVarInt(in), in.readLong(), in.readLong()));
        }
        return new LadderState(level, value, goodSince, pending);
    }
}

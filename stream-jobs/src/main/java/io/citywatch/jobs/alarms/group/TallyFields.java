package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads how many alarms another stands for. */
final class TallyFields {
    private TallyFields() {}

    static void write(Flood.Tally tally, DataOutputView out) throws IOException {
        Fields.writeVar(tally.count(), out);
        Fields.writeVar(tally.active(), out);
        Fields.writeVar(tally.first().size(), out);
        for (String alarm : tally.first()) {
            Fields.writeText(alarm, out);
        }
        out.writeBoolean(tally.changed());
        out.writeBoolean(tally.simulated());
    }

    static Flood.Tally read(DataInputView in) throws IOException {
        int count = Fields.readVarInt(in);
        int active = Fields.readVarInt(in);
        List<String> first = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            first.add(Fields.readText(in));
        }
        return new Flood.Tally(count, active, first, in.readBoolean(), in.readBoolean());
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what a group remembers of its members' conditions. */
public final class AgreeingSerializer extends ImmutableSerializer<Agreeing> {
    /** The type of it. */
    public static final BinaryType<Agreeing> TYPE = BinaryType.of(Agreeing.class, new AgreeingSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;

    /** From this version on each condition says whether its device is simulated. */
    private static final int SIMULATED = 2;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Agreeing value, DataOutputView out) throws IOException {
        out.writeLong(value.withinMillis());
        Fields.writeVar(value.begun().size(), out);
        for (Agreeing.Begun one : value.begun()) {
            ConditionFields.write(one.condition(), out);
            out.writeLong(one.t());
            out.writeBoolean(one.simulated());
        }
    }

    @Override
    protected Agreeing read(DataInputView in, int writtenVersion) throws IOException {
        long withinMillis = in.readLong();
        List<Agreeing.Begun> begun = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            begun.add(new Agreeing.Begun(
                    ConditionFields.read(in), in.readLong(), writtenVersion >= SIMULATED && in.readBoolean()));
        }
        return new Agreeing(withinMillis, begun);
    }
}

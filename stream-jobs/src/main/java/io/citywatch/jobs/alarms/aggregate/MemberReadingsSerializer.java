package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.aggregate.MemberReadings.Measured;
import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what one device of a group said lately. */
public final class MemberReadingsSerializer extends ImmutableSerializer<MemberReadings> {
    /** The type of it. */
    static final BinaryType<MemberReadings> TYPE = BinaryType.of(MemberReadings.class, new MemberReadingsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(MemberReadings value, DataOutputView out) throws IOException {
        out.writeBoolean(value.simulated());
        Fields.writeVar(value.readings().size(), out);
        for (Measured one : value.readings()) {
            out.writeLong(one.t());
            out.writeDouble(one.value());
        }
    }

    @Override
    protected MemberReadings read(DataInputView in, int writtenVersion) throws IOException {
        boolean simulated = in.readBoolean();
        List<Measured> readings = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            readings.add(new Measured(in.readLong(), in.readDouble()));
        }
        return new MemberReadings(simulated, readings);
    }
}

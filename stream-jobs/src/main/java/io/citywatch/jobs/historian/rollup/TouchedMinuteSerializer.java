package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes minutes that have changed, on their way and into checkpoints. */
public final class TouchedMinuteSerializer extends ImmutableSerializer<TouchedMinute> {
    /** The type of streams of such minutes. */
    public static final BinaryType<TouchedMinute> TYPE =
            BinaryType.of(TouchedMinute.class, new TouchedMinuteSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(TouchedMinute value, DataOutputView out) throws IOException {
        Fields.writeVar(value.kind().ordinal(), out);
        out.writeLong(value.start());
    }

    @Override
    protected TouchedMinute read(DataInputView in, int writtenVersion) throws IOException {
        return new TouchedMinute(FacilityKind.ofOrdinal(Fields.readVarInt(in)), in.readLong());
    }
}

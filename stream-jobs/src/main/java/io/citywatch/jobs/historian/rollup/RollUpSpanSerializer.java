package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes spans that are to be summed up, on their way and into checkpoints. */
public final class RollUpSpanSerializer extends ImmutableSerializer<RollUpSpan> {
    /** The type of streams of such spans. */
    public static final BinaryType<RollUpSpan> TYPE = BinaryType.of(RollUpSpan.class, new RollUpSpanSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(RollUpSpan value, DataOutputView out) throws IOException {
        out.writeByte(value.kind().ordinal());
        out.writeByte(value.width().ordinal());
        out.writeLong(value.start());
        Fields.writeText(value.device(), out);
    }

    @Override
    protected RollUpSpan read(DataInputView in, int writtenVersion) throws IOException {
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        RollUpWidth width = RollUpWidth.values()[in.readByte()];
        return new RollUpSpan(kind, width, in.readLong(), Fields.readOptionalText(in));
    }
}

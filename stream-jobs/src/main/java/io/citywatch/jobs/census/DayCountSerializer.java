package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what was commissioned on a day. */
public final class DayCountSerializer extends ImmutableSerializer<DayCount> {
    static final BinaryType<DayCount> TYPE = BinaryType.of(DayCount.class, new DayCountSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(DayCount value, DataOutputView out) throws IOException {
        out.writeByte(value.kind().ordinal());
        out.writeLong(value.day());
        CensusFields.write(value.amount(), out);
    }

    @Override
    protected DayCount read(DataInputView in, int writtenVersion) throws IOException {
        return new DayCount(FacilityKind.ofOrdinal(in.readByte()), in.readLong(), CensusFields.readAmount(in));
    }
}

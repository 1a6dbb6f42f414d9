package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes that an alarm is folded. */
public final class FloodMemberSerializer extends ImmutableSerializer<FloodMember> {
    /** The type of it. */
    public static final BinaryType<FloodMember> TYPE = BinaryType.of(FloodMember.class, new FloodMemberSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(FloodMember value, DataOutputView out) throws IOException {
        Fields.writeText(value.flood(), out);
        out.writeLong(value.onset());
    }

    @Override
    protected FloodMember read(DataInputView in, int writtenVersion) throws IOException {
        return new FloodMember(Fields.readText(in), in.readLong());
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what is known of the value of one member of a group: 9 bytes, or 17. */
public final class NeighbourSerializer extends ImmutableSerializer<Neighbour> {
    /** The type of it. */
    public static final BinaryType<Neighbour> TYPE = BinaryType.of(Neighbour.class, new NeighbourSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Neighbour value, DataOutputView out) throws IOException {
        out.writeLong(value.since());
        Fields.writeLong(value.stuckSince(), out);
    }

    @Override
    protected Neighbour read(DataInputView in, int writtenVersion) throws IOException {
        return new Neighbour(in.readLong(), Fields.readOptionalLong(in));
    }
}

package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes records of the uplink with their place in the log. Needed only where a job's source is not chained. */
public final class PositionedUplinkSerializer extends ImmutableSerializer<PositionedUplink> {
    /** The type of streams of records with their place. */
    public static final BinaryType<PositionedUplink> TYPE =
            BinaryType.of(PositionedUplink.class, new PositionedUplinkSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;
    private static final UplinkSerializer UPLINK = new UplinkSerializer();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(PositionedUplink value, DataOutputView out) throws IOException {
        Fields.writeVar(value.position().partition(), out);
        Fields.writeVar(value.position().offset(), out);
        out.writeLong(value.timestamp());
        out.writeBoolean(value.retry());
        out.writeBoolean(value.ofEdgeNode());
        UPLINK.serialize(value.uplink(), out);
    }

    @Override
    protected PositionedUplink read(DataInputView in, int writtenVersion) throws IOException {
        LogPosition position = new LogPosition(Fields.readVarInt(in), Fields.readVar(in));
        int uplinkVersion =
                switch (writtenVersion) {
                    case 1 -> 2;
                    case 2 -> 3;
                    default -> UPLINK.version();
                };
        return new PositionedUplink(
                position,
                in.readLong(),
                in.readBoolean(),
                writtenVersion >= 3 && in.readBoolean(),
                UPLINK.read(in, uplinkVersion));
    }
}

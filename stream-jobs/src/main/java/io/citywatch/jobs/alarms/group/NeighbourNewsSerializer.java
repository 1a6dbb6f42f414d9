package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.DeviceAddressFields;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes that a device's value has changed, or has not for too long: about 80 bytes. */
public final class NeighbourNewsSerializer extends ImmutableSerializer<NeighbourNews> {
    /** The type of it. */
    public static final BinaryType<NeighbourNews> TYPE =
            BinaryType.of(NeighbourNews.class, new NeighbourNewsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(NeighbourNews value, DataOutputView out) throws IOException {
        Fields.writeText(value.rule(), out);
        Fields.writeText(value.group(), out);
        DeviceAddressFields.write(value.address(), out);
        out.writeLong(value.since());
        out.writeLong(value.t());
        out.writeBoolean(value.terms().stuck());
        out.writeDouble(value.terms().share());
        out.writeBoolean(value.terms().simulated());
    }

    @Override
    protected NeighbourNews read(DataInputView in, int writtenVersion) throws IOException {
        return new NeighbourNews(
                Fields.readText(in),
                Fields.readText(in),
                DeviceAddressFields.read(in),
                in.readLong(),
                in.readLong(),
                new NeighbourNews.Terms(in.readBoolean(), in.readDouble(), in.readBoolean()));
    }
}

package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.command.RebirthRequest;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what edge nodes are asked. */
public final class RebirthRequestSerializer extends ImmutableSerializer<RebirthRequest> {
    /** The type of streams of requests. */
    public static final BinaryType<RebirthRequest> TYPE =
            BinaryType.of(RebirthRequest.class, new RebirthRequestSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(RebirthRequest value, DataOutputView out) throws IOException {
        writeFields(value, out);
    }

    @Override
    protected RebirthRequest read(DataInputView in, int writtenVersion) throws IOException {
        return readFields(in);
    }

    static void writeFields(RebirthRequest value, DataOutputView out) throws IOException {
        Fields.writeText(value.district(), out);
        Fields.writeText(value.node(), out);
        out.writeLong(value.t());
        out.writeLong(value.expires());
    }

    static RebirthRequest readFields(DataInputView in) throws IOException {
        return new RebirthRequest(Fields.readText(in), Fields.readText(in), in.readLong(), in.readLong());
    }
}

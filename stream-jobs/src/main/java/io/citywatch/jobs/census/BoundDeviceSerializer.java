package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of a device: about 40 bytes. */
public final class BoundDeviceSerializer extends ImmutableSerializer<BoundDevice> {
    static final BinaryType<BoundDevice> TYPE = BinaryType.of(BoundDevice.class, new BoundDeviceSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(BoundDevice value, DataOutputView out) throws IOException {
        out.writeLong(value.bornT());
        out.writeLong(value.bornArrival());
        Fields.writeText(value.asset(), out);
        Fields.writeVar(value.silenceMillis(), out);
        Fields.writeVar(value.heardMinute(), out);
        out.writeBoolean(value.alive());
    }

    @Override
    protected BoundDevice read(DataInputView in, int writtenVersion) throws IOException {
        long bornT = in.readLong();
        long bornArrival = in.readLong();
        String asset = Fields.readText(in);
        return new BoundDevice(bornT, bornArrival, asset, Fields.readVar(in), Fields.readVar(in), in.readBoolean());
    }
}

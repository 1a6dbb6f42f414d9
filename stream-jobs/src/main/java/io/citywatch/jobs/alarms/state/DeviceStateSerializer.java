package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes packed devices as they are. Up to the seventh form, devices stood there unpacked; the eighth is that one, packed. */
public final class DeviceStateSerializer extends ImmutableSerializer<PackedDevice> {
    /** The type of the state. */
    public static final BinaryType<PackedDevice> TYPE = BinaryType.of(PackedDevice.class, new DeviceStateSerializer());

    private static final long serialVersionUID = 1;
    private static final int PACKED_SEVENTH = 8;

    @Override
    protected int version() {
        return DeviceStateFields.VERSION;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public PackedDevice copy(PackedDevice from) {
        return from.copy();
    }

    @Override
    protected void write(PackedDevice value, DataOutputView out) throws IOException {
        Fields.writeBytes(value.form(), out);
    }

    @Override
    protected PackedDevice read(DataInputView in, int writtenVersion) throws IOException {
        if (writtenVersion < PACKED_SEVENTH) {
            return new DevicePacker().pack(DeviceStateFields.read(in, writtenVersion));
        }
        byte[] form = Fields.readBytes(in);
        return writtenVersion == DeviceStateFields.VERSION
                ? new PackedDevice(form)
                : new DevicePacker().pack(DeviceStateFields.read(new DataInputDeserializer(form), writtenVersion));
    }
}

package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.device.DeviceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Packs devices and unpacks them. Not thread-safe: its buffers are used again. */
public final class DevicePacker {
    private static final int USUAL_BYTES = 512;

    private final DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
    private final DataInputDeserializer in = new DataInputDeserializer();

    public PackedDevice pack(DeviceState device) {
        out.clear();
        try {
            DeviceStateFields.write(device, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        return new PackedDevice(out.getCopyOfBuffer());
    }

    /** A state of its own, which can be changed. */
    public DeviceState unpack(PackedDevice packed) {
        in.setBuffer(packed.form());
        try {
            return DeviceStateFields.read(in, DeviceStateFields.VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed can't be read", e);
        }
    }
}

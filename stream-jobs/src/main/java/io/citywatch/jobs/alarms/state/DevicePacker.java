package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.binary.PackedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Packs devices and unpacks them. What a birth has said is half of a device and seldom changes: where it is still the same as when
 * the device was unpacked, it is copied as it stands. Not thread-safe: its buffers are used again.
 */
public final class DevicePacker {
    private static final int USUAL_BYTES = 512;

    private final DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
    private final PackedInput in = new PackedInput();
    private @Nullable PackedDevice unpacked;
    private @Nullable DeviceFacts facts;
    private int factsStart;
    private int factsEnd;

    public PackedDevice pack(DeviceState device) {
        out.clear();
        try {
            DeviceStateFields.write(device, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        return new PackedDevice(out.getCopyOfBuffer());
    }

    /** Packs the device in the place of what was packed before. */
    public void repack(DeviceState device, PackedDevice packed) {
        out.clear();
        try {
            DeviceStateFields.writeAddress(device.address(), out);
            if (packed == unpacked && device.facts() == facts) {
                out.write(packed.form(), factsStart, factsEnd - factsStart);
            } else {
                DeviceStateFields.writeFacts(device.facts(), out);
            }
            DeviceStateFields.writeLife(device, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        packed.become(out.getSharedBuffer(), out.length());
        unpacked = null;
    }

    /** A state of its own, which can be changed. */
    public DeviceState unpack(PackedDevice packed) {
        in.setBuffer(packed.form());
        DeviceState device = new DeviceState();
        try {
            device.address(DeviceStateFields.readAddress(in));
            factsStart = in.getPosition();
            facts = DeviceStateFields.readFacts(in, DeviceStateFields.VERSION);
            factsEnd = in.getPosition();
            device.facts(facts);
            DeviceStateFields.readLife(device, in, DeviceStateFields.VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed can't be read", e);
        }
        unpacked = packed;
        return device;
    }
}

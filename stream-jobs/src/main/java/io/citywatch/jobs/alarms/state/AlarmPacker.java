package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.binary.PackedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Packs alarms and unpacks them. Not thread-safe: its buffers are used again. */
public final class AlarmPacker {
    private static final int USUAL_BYTES = 512;

    private final DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
    private final PackedInput in = new PackedInput();

    public PackedAlarm pack(LiveAlarm alarm) {
        out.clear();
        try {
            LiveAlarmFields.write(alarm, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        return new PackedAlarm(out.getCopyOfBuffer());
    }

    public LiveAlarm unpack(PackedAlarm packed) {
        in.setBuffer(packed.form());
        try {
            return LiveAlarmFields.read(in, LiveAlarmFields.VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed can't be read", e);
        }
    }
}

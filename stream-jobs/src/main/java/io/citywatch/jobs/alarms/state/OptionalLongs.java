package io.citywatch.jobs.alarms.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes and reads times that may be absent: one byte without, nine with. */
final class OptionalLongs {
    private OptionalLongs() {}

    static void write(@Nullable Long value, DataOutputView out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeLong(value);
        }
    }

    static @Nullable Long read(DataInputView in) throws IOException {
        return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
    }
}

package io.citywatch.jobs.testkit;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes a value and reads it back. */
public final class RoundTrip {
    private RoundTrip() {}

    /** The value as it comes back. Fails when bytes are left over. */
    public static <T> T of(TypeSerializer<T> serializer, T value) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, value));
        T back = serializer.deserialize(in);
        if (in.available() > 0) {
            throw new AssertionError(in.available() + " bytes were left over");
        }
        return back;
    }

    public static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }
}

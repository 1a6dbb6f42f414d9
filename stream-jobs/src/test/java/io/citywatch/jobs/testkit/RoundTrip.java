package io.citywatch.jobs.testkit;

import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.jobs.binary.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes a value and reads it back. */
public final class RoundTrip {
    private RoundTrip() {}

    /** The value as it comes back. Fails when bytes are left over. */
    public static <T> T of(TypeSerializer<T> serializer, T value) throws IOException {
        return of(serializer, bytes(serializer, value));
    }

    private static <T> T of(TypeSerializer<T> serializer, byte[] written) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written);
        T back = serializer.deserialize(in);
        if (in.available() > 0) {
            throw new AssertionError(in.available() + " bytes were left over");
        }
        return back;
    }

    /**
     * Reads what an older form wrote as Flink does: by the snapshot that stands beside the state. Fails when bytes are left
     * over, and when the present form would not be written in its place.
     *
     * @param version the older form's
     */
    public static <T> T ofOlderForm(ImmutableSerializer<T> present, int version, byte[] written) throws IOException {
        DataOutputSerializer beside = new DataOutputSerializer(64);
        beside.writeUTF(present.getClass().getName());
        beside.writeInt(version);
        VersionedSnapshot<T> older = new VersionedSnapshot<>();
        older.readSnapshot(1, new DataInputDeserializer(beside.getCopyOfBuffer()), RoundTrip.class.getClassLoader());
        if (!present.snapshotConfiguration().resolveSchemaCompatibility(older).isCompatibleAfterMigration()) {
            throw new AssertionError("form " + version + " is not written anew");
        }
        return of(older.restoreSerializer(), written);
    }

    public static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }
}

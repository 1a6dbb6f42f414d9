package io.citywatch.jobs.binary;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint keeps of an {@link ImmutableSerializer}: its class and the version of its form.
 *
 * <p>State of an older version is read and then written anew; state of a newer version, or of another serializer, is
 * refused.
 *
 * @param <T> the type that the serializer writes
 */
public final class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {
    /** The version of the snapshot's own form. */
    private static final int SNAPSHOT_VERSION = 1;

    private @Nullable ImmutableSerializer<T> serializer;
    private int writtenVersion;

    /** For Flink, which fills it by {@link #readSnapshot}. */
    public VersionedSnapshot() {}

    VersionedSnapshot(ImmutableSerializer<T> serializer) {
        this.serializer = serializer;
        this.writtenVersion = serializer.version();
    }

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(filled().getClass().getName());
        out.writeInt(writtenVersion);
    }

    @Override
    @SuppressWarnings("unchecked") // the class is the one that writeSnapshot has put down for this very type
    public void readSnapshot(int snapshotVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        String name = in.readUTF();
        writtenVersion = in.readInt();
        try {
            Class<?> type = Class.forName(name, false, classLoader);
            serializer =
                    (ImmutableSerializer<T>) InstantiationUtil.instantiate(type.asSubclass(ImmutableSerializer.class));
        } catch (ClassNotFoundException e) {
            throw new IOException("the serializer " + name + " of the saved state is not there", e);
        }
        serializer.readFrom(writtenVersion);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return filled();
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof VersionedSnapshot<T> old)
                || old.filled().getClass() != filled().getClass()
                || old.writtenVersion > writtenVersion) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return old.writtenVersion == writtenVersion
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }

    private ImmutableSerializer<T> filled() {
        if (serializer == null) {
            throw new IllegalStateException("the snapshot was not read yet");
        }
        return serializer;
    }
}

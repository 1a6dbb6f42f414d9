package io.citywatch.jobs.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;

class VersionedSnapshotTest {

    @Test
    void theSameVersionIsReadAsItIs() throws IOException {
        TypeSerializerSnapshot<Long> saved = saved(new CountVersion1());

        var compatibility = new CountVersion1().snapshotConfiguration().resolveSchemaCompatibility(saved);

        assertThat(compatibility.isCompatibleAsIs()).isTrue();
        assertThat(saved.restoreSerializer()).isEqualTo(new CountVersion1());
    }

    @Test
    void anOlderVersionIsReadInItsOwnFormAndWrittenAnew() throws IOException {
        DataOutputSerializer old = new DataOutputSerializer(16);
        old.writeInt(7);
        TypeSerializerSnapshot<Long> saved = savedAs(CountVersion2.class, 1);

        TypeSerializer<Long> reader = saved.restoreSerializer();
        Long value = reader.deserialize(new DataInputDeserializer(old.getCopyOfBuffer()));
        var compatibility = new CountVersion2().snapshotConfiguration().resolveSchemaCompatibility(saved);

        assertThat(value).isEqualTo(7);
        assertThat(compatibility.isCompatibleAfterMigration()).isTrue();
    }

    @Test
    void aNewerVersionAndAnotherSerializerAreRefused() throws IOException {
        TypeSerializerSnapshot<Long> newer = savedAs(CountVersion2.class, 3);
        TypeSerializerSnapshot<Long> another = saved(new CountVersion1());
        TypeSerializerSnapshot<Long> own = new CountVersion2().snapshotConfiguration();

        assertThat(own.resolveSchemaCompatibility(newer).isIncompatible()).isTrue();
        assertThat(own.resolveSchemaCompatibility(another).isIncompatible()).isTrue();
    }

    private static TypeSerializerSnapshot<Long> saved(ImmutableSerializer<Long> serializer) throws IOException {
        return savedAs(serializer.getClass(), serializer.version());
    }

    private static TypeSerializerSnapshot<Long> savedAs(Class<?> serializer, int version) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(serializer.getName());
        out.writeInt(version);
        TypeSerializerSnapshot<Long> snapshot = new VersionedSnapshot<>();
        snapshot.readSnapshot(
                1, new DataInputDeserializer(out.getCopyOfBuffer()), VersionedSnapshotTest.class.getClassLoader());
        return snapshot;
    }

    /** The first form: always four bytes. */
    public static final class CountVersion1 extends ImmutableSerializer<Long> {
        @Override
        protected int version() {
            return 1;
        }

        @Override
        protected void write(Long value, DataOutputView out) throws IOException {
            out.writeInt(value.intValue());
        }

        @Override
        protected Long read(DataInputView in, int writtenVersion) throws IOException {
            return (long) in.readInt();
        }
    }

    /** The second form: as few bytes as are needed. */
    public static final class CountVersion2 extends ImmutableSerializer<Long> {
        @Override
        protected int version() {
            return 2;
        }

        @Override
        protected void write(Long value, DataOutputView out) throws IOException {
            Fields.writeVar(value, out);
        }

        @Override
        protected Long read(DataInputView in, int writtenVersion) throws IOException {
            return writtenVersion == 1 ? Long.valueOf(in.readInt()) : Long.valueOf(Fields.readVar(in));
        }
    }
}

package io.citywatch.jobs.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every serializer of the jobs: its version goes into savepoints and comes back from them. */
class StateVersionsTest {
    private static final Path CLASSES =
            Path.of(System.getProperty("citywatch.root"), "stream-jobs", "target", "classes");

    static List<Class<?>> serializers() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith("Serializer.class"))
                    .<Class<?>>map(name -> load(name.replace(".class", "").replace('/', '.')))
                    .filter(type ->
                            ImmutableSerializer.class.isAssignableFrom(type) && type != ImmutableSerializer.class)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void aSavepointHasTheVersionAndWhoReadsIt(Class<?> type) throws IOException {
        ImmutableSerializer<?> serializer =
                (ImmutableSerializer<?>) InstantiationUtil.instantiate(type.asSubclass(ImmutableSerializer.class));

        TypeSerializerSnapshot<?> read = writtenAndRead(serializer.snapshotConfiguration());

        assertThat(serializer.version()).isPositive();
        assertThat(read.restoreSerializer()).isEqualTo(serializer);
        assertThat(lastInt(serializer)).isEqualTo(serializer.version());
    }

    private static TypeSerializerSnapshot<?> writtenAndRead(TypeSerializerSnapshot<?> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, snapshot);
        return TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), StateVersionsTest.class.getClassLoader());
    }

    /** What a savepoint ends with that tells of a serializer. */
    private static int lastInt(ImmutableSerializer<?> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128);
        serializer.snapshotConfiguration().writeSnapshot(out);
        byte[] bytes = out.getCopyOfBuffer();
        return new DataInputDeserializer(bytes, bytes.length - Integer.BYTES, Integer.BYTES).readInt();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}

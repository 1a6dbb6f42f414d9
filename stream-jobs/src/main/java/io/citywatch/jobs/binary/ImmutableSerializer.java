package io.citywatch.jobs.binary;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one immutable type by hand.
 *
 * <p>A concrete serializer is a public class with a public constructor without parameters. It writes the newest form and
 * reads every form it has ever written: when the form changes, {@link #version} grows by one and {@link #read} goes on
 * understanding the older ones, so that state of an earlier release is read on.
 *
 * @param <T> an immutable type
 */
public abstract class ImmutableSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    /** A buffer that a large value has made larger than this is not kept. */
    private static final int MOST_BYTES_KEPT = 64 * 1024;

    /**
     * Where a value is put together before it goes to a stream: a checkpoint's stream takes many times as long for a value
     * that comes field by field. Per thread, since checkpoints are written by others than the task's.
     */
    private static final ThreadLocal<DataOutputSerializer> BUFFERS =
            ThreadLocal.withInitial(() -> new DataOutputSerializer(1024));

    /** The form in which what is to be read was written; differs from {@link #version} only while old state is read. */
    private int readVersion;

    protected ImmutableSerializer() {
        readVersion = version();
    }

    /** The version of the form that {@link #serialize} writes; 1 for the first. */
    protected abstract int version();

    /** Writes the value in the newest form. */
    protected abstract void write(T value, DataOutputView out) throws IOException;

    /** Reads a value that was written in the form of that version. */
    protected abstract T read(DataInputView in, int writtenVersion) throws IOException;

    final void readFrom(int writtenVersion) {
        readVersion = writtenVersion;
    }

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        if (out instanceof DataOutputSerializer) {
            write(value, out);
            return;
        }
        DataOutputSerializer buffer = BUFFERS.get();
        buffer.clear();
        write(value, buffer);
        out.write(buffer.getSharedBuffer(), 0, buffer.length());
        if (buffer.length() > MOST_BYTES_KEPT) {
            BUFFERS.remove();
        }
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(in, readVersion);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(in, readVersion);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        write(read(in, readVersion), out);
    }

    /** The value itself. A serializer of state that is changed in its place gives a copy. */
    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    /** Whether values never change, so that nobody needs copies of them; of all but state that is changed in its place. */
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final @Nullable T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new VersionedSnapshot<>(this);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((ImmutableSerializer<?>) other).readVersion == readVersion;
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getClass(), readVersion);
    }
}

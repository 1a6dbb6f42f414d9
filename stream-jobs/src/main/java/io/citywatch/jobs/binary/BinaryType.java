package io.citywatch.jobs.binary;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The type of a stream's elements that are written by an {@link ImmutableSerializer}. It can't be a key.
 *
 * @param <T> the elements' type
 */
public final class BinaryType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    private final Class<T> type;
    private final ImmutableSerializer<T> serializer;

    private BinaryType(Class<T> type, ImmutableSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    /** The type of that class with its serializer. */
    public static <T> BinaryType<T> of(Class<T> type, ImmutableSerializer<T> serializer) {
        return new BinaryType<>(type, serializer);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof BinaryType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BinaryType<?> that && type == that.type && serializer.equals(that.serializer);
    }

    @Override
    public int hashCode() {
        return serializer.hashCode();
    }

    @Override
    public String toString() {
        return "BinaryType[" + type.getSimpleName() + ']';
    }
}

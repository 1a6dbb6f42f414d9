package io.citywatch.jobs.binary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes and reads the fields of records: numbers that are mostly small, and texts and numbers that may be absent. */
public final class Fields {
    private static final int CONTINUES = 0x80;
    private static final int PAYLOAD = 0x7f;
    private static final int PAYLOAD_BITS = 7;

    /** A thread reads one stream at a time. */
    private static final ThreadLocal<Names> NAMES_OF_STREAMS = ThreadLocal.withInitial(Names::new);

    private Fields() {}

    /** Writes a number in seven bits a byte, lowest first; one byte below 128, ten for a negative number. */
    public static void writeVar(long value, DataOutputView out) throws IOException {
        long rest = value;
        while ((rest & ~PAYLOAD) != 0) {
            out.writeByte((int) rest & PAYLOAD | CONTINUES);
            rest >>>= PAYLOAD_BITS;
        }
        out.writeByte((int) rest);
    }

    public static long readVar(DataInputView in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += PAYLOAD_BITS) {
            byte next = in.readByte();
            value |= (long) (next & PAYLOAD) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    /** Writes a number that is near zero, on either side of it: one byte from -64 to 63, two from -8192 to 8191. */
    public static void writeSigned(long value, DataOutputView out) throws IOException {
        writeVar(value << 1 ^ value >> Long.SIZE - 1, out);
    }

    public static long readSigned(DataInputView in) throws IOException {
        long folded = readVar(in);
        return folded >>> 1 ^ -(folded & 1);
    }

    /** Reads a number that was written as an {@code int} of zero or more. */
    public static int readVarInt(DataInputView in) throws IOException {
        long value = readVar(in);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException(value + " where a count was expected");
        }
        return (int) value;
    }

    /** Writes a text, or its absence, in UTF-8. */
    public static void writeText(@Nullable String text, DataOutputView out) throws IOException {
        writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    public static @Nullable String readOptionalText(DataInputView in) throws IOException {
        int length = readVarInt(in) - 1;
        return length < 0 ? null : text(length, in);
    }

    public static String readText(DataInputView in) throws IOException {
        return text(lengthOfPresent(in), in);
    }

    /** Reads a text of which there are few, such as the name of a rule. */
    public static String readName(DataInputView in) throws IOException {
        int length = lengthOfPresent(in);
        return name(length, in);
    }

    /** Reads a text of which there are few, or its absence. */
    public static @Nullable String readOptionalName(DataInputView in) throws IOException {
        int length = readVarInt(in) - 1;
        return length < 0 ? null : name(length, in);
    }

    private static String name(int length, DataInputView in) throws IOException {
        return in instanceof PackedInput packed
                ? packed.name(length)
                : NAMES_OF_STREAMS.get().of(bytes(length, in), 0, length);
    }

    private static String text(int length, DataInputView in) throws IOException {
        return in instanceof PackedInput packed
                ? packed.text(length)
                : new String(bytes(length, in), StandardCharsets.UTF_8);
    }

    /** Writes bytes, or their absence. */
    public static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
        if (bytes == null) {
            out.writeByte(0);
        } else {
            writeVar(bytes.length + 1L, out);
            out.write(bytes);
        }
    }

    public static byte @Nullable [] readOptionalBytes(DataInputView in) throws IOException {
        int length = readVarInt(in) - 1;
        return length < 0 ? null : bytes(length, in);
    }

    public static byte[] readBytes(DataInputView in) throws IOException {
        return bytes(lengthOfPresent(in), in);
    }

    private static int lengthOfPresent(DataInputView in) throws IOException {
        int length = readVarInt(in) - 1;
        if (length < 0) {
            throw new IOException("a field that has to be there is absent");
        }
        return length;
    }

    private static byte[] bytes(int length, DataInputView in) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes a number in eight bytes, or its absence; one byte more for which of the two. */
    public static void writeLong(@Nullable Long value, DataOutputView out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeLong(value);
        }
    }

    public static @Nullable Long readOptionalLong(DataInputView in) throws IOException {
        return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
    }

    /** Writes a number, or its absence. */
    public static void writeDouble(@Nullable Double value, DataOutputView out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    public static @Nullable Double readOptionalDouble(DataInputView in) throws IOException {
        return in.readBoolean() ? Double.valueOf(in.readDouble()) : null;
    }
}

package io.citywatch.jobs.binary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Reads what stands in one array of bytes, texts without a copy of their bytes. Can be used again and again; not thread-safe.
 *
 * <p>Texts of which there are few, such as the names of rules, come as the same object each time they are read, as long as
 * no other that falls into the same place comes in between.
 */
public final class PackedInput extends DataInputDeserializer {
    private static final long serialVersionUID = 1;

    /** Some times as many as a city has rules, districts and types of devices. A power of two. */
    private static final int NAMES = 256;

    private static final byte[] NOTHING = {};

    private final transient byte[][] bytesOfNames = new byte[NAMES][];
    private final transient String[] names = new String[NAMES];
    private transient byte[] bytes = NOTHING;

    @Override
    public void setBuffer(byte[] buffer) {
        super.setBuffer(buffer);
        bytes = buffer;
    }

    /** The text whose UTF-8 is so many bytes from here. */
    String text(int length) throws IOException {
        int start = pass(length);
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /** The same for a text of which there are few. */
    String name(int length) throws IOException {
        int start = pass(length);
        int place = place(start, length);
        byte[] known = bytesOfNames[place];
        if (known == null || !Arrays.equals(known, 0, known.length, bytes, start, start + length)) {
            known = Arrays.copyOfRange(bytes, start, start + length);
            bytesOfNames[place] = known;
            names[place] = new String(known, StandardCharsets.UTF_8);
        }
        return names[place];
    }

    /** Where the name stands if it is known: by its length and by what differs most, its end. */
    private int place(int start, int length) {
        int hash = length;
        for (int i = Math.max(start, start + length - 4); i < start + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 8) & NAMES - 1;
    }

    private int pass(int length) throws IOException {
        int start = getPosition();
        skipBytesToRead(length);
        return start;
    }
}

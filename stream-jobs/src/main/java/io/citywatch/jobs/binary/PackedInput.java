package io.citywatch.jobs.binary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Reads what stands in one array of bytes, texts without a copy of their bytes. Can be used again and again; not thread-safe.
 *
 * <p>Texts of which there are few come as the same object each time they are read: see {@link Names}.
 */
public final class PackedInput extends DataInputDeserializer {
    private static final long serialVersionUID = 1;

    private static final byte[] NOTHING = {};

    private final transient Names names = new Names();
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
        return names.of(bytes, start, length);
    }

    private int pass(int length) throws IOException {
        int start = getPosition();
        skipBytesToRead(length);
        return start;
    }
}

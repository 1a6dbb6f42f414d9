package io.citywatch.jobs.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of which there are few, such as the names of rules: each comes as the same object each time, as long as no other that
 * falls into the same place comes in between. Not thread-safe.
 */
final class Names {
    /** Some times as many as a city has rules, districts, types of devices and concentrators. A power of two. */
    private static final int PLACES = 512;

    private final byte[] @Nullable [] bytesOfNames = new byte[PLACES][];
    private final @Nullable String[] names = new String[PLACES];

    /** The text whose UTF-8 stands there. */
    String of(byte[] bytes, int start, int length) {
        int place = place(bytes, start, length);
        byte[] known = bytesOfNames[place];
        String name = names[place];
        if (known == null || name == null || !Arrays.equals(known, 0, known.length, bytes, start, start + length)) {
            known = Arrays.copyOfRange(bytes, start, start + length);
            name = new String(known, StandardCharsets.UTF_8);
            bytesOfNames[place] = known;
            names[place] = name;
        }
        return name;
    }

    /** Where the name stands if it is known: by its length and by what differs most, its end. */
    private static int place(byte[] bytes, int start, int length) {
        int hash = length;
        for (int i = Math.max(start, start + length - 4); i < start + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 9) & PLACES - 1;
    }
}

package io.citywatch.outward.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as they are written to the outside: in the sender's offset, to the second. */
public final class Times {
    /** An offset in figures always, never {@code Z}: CAP 1.2 allows nothing else. */
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** For programs. */
    public static String iso(long millis, ZoneOffset zone) {
        return ISO.format(Instant.ofEpochMilli(millis).atOffset(zone));
    }

    /** For people. */
    public static String plain(long millis, ZoneOffset zone) {
        return PLAIN.format(Instant.ofEpochMilli(millis).atOffset(zone));
    }
}

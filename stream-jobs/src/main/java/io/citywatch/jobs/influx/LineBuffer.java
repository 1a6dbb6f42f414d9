package io.citywatch.jobs.influx;

import org.jspecify.annotations.Nullable;

/**
 * Writes points in line protocol, one after the other, into a buffer that is used again and again.
 *
 * <p>A point is {@link #point}, any number of {@link #tag}, at least one {@code field}, {@link #end}. Numbers but counts are
 * always floats and booleans always booleans, since the type that a field gets first is the one it has to keep. Measurements and
 * keys are the program's own names and are not escaped; values are. Not thread-safe.
 *
 * <p>Source: InfluxDB 1.6, "Line protocol reference".
 */
public final class LineBuffer {
    /** Times are written in nanoseconds. */
    public static final int MILLISECOND_NANOS = 1_000_000;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Numbers up to this many decimals are written without going through {@link Double#toString}. */
    private static final double THOUSANDTHS = 1000;

    /** Up to here a number of thousandths is exact in a double, with room to spare. */
    private static final double QUICK_LIMIT = 1e9;

    private final StringBuilder text = new StringBuilder(1024);
    private final long from;
    private final long to;
    private int points;
    private int pointStart;
    private boolean fieldOpen;

    /** A buffer for points of any time. */
    public LineBuffer() {
        this(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A buffer that keeps the points of a span and drops others: from a time on, until another, which is excluded. */
    public LineBuffer(long from, long to) {
        this.from = from;
        this.to = to;
    }

    /** Starts a point. */
    public LineBuffer point(String measurement) {
        pointStart = text.length();
        fieldOpen = false;
        text.append(measurement);
        return this;
    }

    /** Adds a tag whose value is a name that needs no escape: letters, digits, {@code . _ -}. */
    public LineBuffer name(String key, String value) {
        text.append(',').append(key).append('=').append(value);
        return this;
    }

    /** Adds a tag. */
    public LineBuffer tag(String key, String value) {
        text.append(',').append(key).append('=');
        int end = value.length();
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            switch (c) {
                case ',', '=', ' ' -> text.append('\\').append(c);
                // A line ends at a line feed, whatever stands before it; and a tag's value must not end with a
                // backslash.
                case '\n', '\r' -> text.append("\\ ");
                case '\\' -> text.append(i == end - 1 ? '/' : '\\');
                default -> text.append(c);
            }
        }
        return this;
    }

    public LineBuffer field(String key, double value) {
        key(key);
        number(value);
        return this;
    }

    /** Adds a field that is an integer, as InfluxDB makes of what it counts. */
    public LineBuffer count(String key, long value) {
        key(key);
        text.append(value).append('i');
        return this;
    }

    public LineBuffer field(String key, boolean value) {
        key(key);
        text.append(value);
        return this;
    }

    /** Adds a text. Its line breaks become spaces: not every server knows one inside quotes from the end of the line. */
    public LineBuffer field(String key, String value) {
        key(key);
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n', '\r' -> text.append(' ');
                default -> text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    /** Adds a field if it is there. */
    public LineBuffer optional(String key, @Nullable String value) {
        return value == null ? this : field(key, value);
    }

    /** Adds a field if it is there. */
    public LineBuffer optional(String key, @Nullable Double value) {
        return value == null ? this : field(key, value.doubleValue());
    }

    /** Ends the point with its time, in milliseconds since 1970 UTC. A point without a field is dropped. */
    public LineBuffer end(long t) {
        return end(t, 0);
    }

    /**
     * Ends the point.
     *
     * @param t its time, in milliseconds since 1970 UTC
     * @param nanos what tells it from others of that millisecond: so many nanoseconds later, below {@link #MILLISECOND_NANOS}
     */
    public LineBuffer end(long t, int nanos) {
        if (fieldOpen && t >= from && t < to) {
            text.append(' ').append(t);
            for (int digit = MILLISECOND_NANOS / 10; digit > 0; digit /= 10) {
                text.append((char) ('0' + nanos / digit % 10));
            }
            text.append('\n');
            points++;
        } else {
            text.setLength(pointStart);
        }
        return this;
    }

    /** How many points there are. */
    public int points() {
        return points;
    }

    /** How many characters there are. */
    public int length() {
        return text.length();
    }

    /** A number below {@link #MILLISECOND_NANOS} of what was written from that length on: 0 of nothing (FNV-1a). */
    public int digest(int start) {
        long hash = FNV_BASIS;
        for (int i = start; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return text.length() == start ? 0 : (int) Long.remainderUnsigned(hash ^ hash >>> 32, MILLISECOND_NANOS);
    }

    public boolean isEmpty() {
        return points == 0;
    }

    /** Takes the lines out; the buffer is empty then. */
    public String take() {
        String lines = text.toString();
        text.setLength(0);
        points = 0;
        return lines;
    }

    private void key(String key) {
        text.append(fieldOpen ? ',' : ' ').append(key).append('=');
        fieldOpen = true;
    }

    private void number(double value) {
        double thousandths = Math.rint(value * THOUSANDTHS);
        // The quotient is the double nearest to the decimal; if it is the value, that decimal says the value exactly.
        if (Math.abs(thousandths) < QUICK_LIMIT && thousandths / THOUSANDTHS == value) {
            decimal((long) thousandths, value < 0);
        } else {
            text.append(value);
        }
    }

    private void decimal(long thousandths, boolean negative) {
        long rest = Math.abs(thousandths);
        if (negative) {
            text.append('-');
        }
        text.append(rest / 1000).append('.');
        int decimals = (int) (rest % 1000);
        text.append((char) ('0' + decimals / 100));
        if (decimals % 100 != 0) {
            text.append((char) ('0' + decimals / 10 % 10));
            if (decimals % 10 != 0) {
                text.append((char) ('0' + decimals % 10));
            }
        }
    }
}

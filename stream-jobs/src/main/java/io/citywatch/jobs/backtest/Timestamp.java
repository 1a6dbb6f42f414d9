package io.citywatch.jobs.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Reads the times that stand in recordings: ISO 8601 with {@code T} or a space, with or without seconds, with a fraction of
 * up to nine digits, with an offset or without one (then it is UTC); the same as spreadsheets in China write it, {@code 2026/1/31 9:05}; or
 * seconds, milliseconds, microseconds or nanoseconds since 1970 UTC.
 */
final class Timestamp {
    private static final int SHORTEST_DATE = "2026/1/1".length();
    private static final int YEAR_DIGITS = 4;
    /** A number of nine to eleven digits: as seconds from 1973 on, as milliseconds before March of that year. */
    private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{8,10}(\\.\\d+)?");
    /** Of fifteen to seventeen digits: from 1973 on; as milliseconds it would be in the year 5138 or later. */
    private static final Pattern MICROS = Pattern.compile("[1-9]\\d{14,16}(\\.\\d+)?");
    /** Of eighteen or nineteen digits: from 1973 on. */
    private static final Pattern NANOS = Pattern.compile("[1-9]\\d{17,18}(\\.\\d+)?");

    private static final Pattern WITH_FRACTION = Pattern.compile("-?\\d{1,19}\\.\\d{1,18}");

    private static final long DAY_MILLIS = 86_400_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long SECOND_MILLIS = 1000;
    private static final long MILLI_MICROS = 1000;
    private static final long MILLI_NANOS = 1_000_000;

    private final String text;
    private int at;

    private Timestamp(String text) {
        this.text = text;
    }

    /** In what unit the times of a recording are that begins with this one, as far as they are numbers. */
    static ChronoUnit unit(String first) {
        if (SECONDS.matcher(first).matches()) {
            return ChronoUnit.SECONDS;
        }
        if (MICROS.matcher(first).matches()) {
            return ChronoUnit.MICROS;
        }
        return NANOS.matcher(first).matches() ? ChronoUnit.NANOS : ChronoUnit.MILLIS;
    }

    /**
     * The milliseconds since 1970 UTC.
     *
     * @param unit that of a number
     * @throws DateTimeException when it is no time
     */
    static long parse(String text, ChronoUnit unit) {
        return text.length() >= SHORTEST_DATE && isDateMark(text.charAt(YEAR_DIGITS))
                ? new Timestamp(text).dateTime()
                : epochMillis(text, unit);
    }

    private static long epochMillis(String text, ChronoUnit unit) {
        try {
            return text.indexOf('.') < 0 ? whole(Long.parseLong(text), unit) : fractional(text, unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new DateTimeException("neither a date nor a number of seconds, milliseconds or less", e);
        }
    }

    private static long whole(long number, ChronoUnit unit) {
        return switch (unit) {
            case SECONDS -> Math.multiplyExact(number, SECOND_MILLIS);
            case MICROS -> Math.floorDiv(number, MILLI_MICROS);
            case NANOS -> Math.floorDiv(number, MILLI_NANOS);
            default -> number;
        };
    }

    private static long fractional(String text, ChronoUnit unit) {
        if (!WITH_FRACTION.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(text)
                .multiply(BigDecimal.valueOf(unit.getDuration().toNanos()))
                .divide(BigDecimal.valueOf(MILLI_NANOS))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    private long dateTime() {
        int year = digits(YEAR_DIGITS);
        char mark = text.charAt(at);
        boolean fromSheet = mark == '/';
        expect(mark);
        int month = fromSheet ? oneOrTwoDigits() : digits(2);
        expect(mark);
        int day = fromSheet ? oneOrTwoDigits() : digits(2);
        long millis = LocalDate.of(year, month, day).toEpochDay() * DAY_MILLIS;
        if (at == text.length()) {
            return millis;
        }
        if (!skip('T') && !skip(' ')) {
            throw wrong();
        }
        millis += within(fromSheet ? oneOrTwoDigits() : digits(2), 23) * HOUR_MILLIS;
        expect(':');
        millis += within(digits(2), 59) * MINUTE_MILLIS;
        if (skip(':')) {
            millis += within(digits(2), 59) * SECOND_MILLIS + fractionMillis();
        }
        millis -= offsetMillis();
        if (at != text.length()) {
            throw wrong();
        }
        return millis;
    }

    private long fractionMillis() {
        if (!skip('.')) {
            return 0;
        }
        int from = at;
        long millis = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (at - from < 3) {
                millis = millis * 10 + (text.charAt(at) - '0');
            }
            at++;
        }
        int places = at - from;
        if (places == 0 || places > 9) {
            throw wrong();
        }
        for (int i = places; i < 3; i++) {
            millis *= 10;
        }
        return millis;
    }

    private long offsetMillis() {
        if (at == text.length() || skip('Z')) {
            return 0;
        }
        boolean west = skip('-');
        if (!west) {
            expect('+');
        }
        long millis = within(digits(2), 18) * HOUR_MILLIS;
        if (at < text.length()) {
            skip(':');
            millis += within(digits(2), 59) * MINUTE_MILLIS;
        }
        return west ? -millis : millis;
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            if (at >= text.length() || !isDigit(text.charAt(at))) {
                throw wrong();
            }
            value = value * 10 + (text.charAt(at) - '0');
        }
        return value;
    }

    private int oneOrTwoDigits() {
        int first = digits(1);
        return at < text.length() && isDigit(text.charAt(at)) ? 10 * first + digits(1) : first;
    }

    private boolean skip(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char expected) {
        if (!skip(expected)) {
            throw wrong();
        }
    }

    private long within(int value, int most) {
        if (value > most) {
            throw wrong();
        }
        return value;
    }

    private static boolean isDateMark(char c) {
        return c == '-' || c == '/';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static DateTimeException wrong() {
        return new DateTimeException("not written as 2026-01-31 23:59:59");
    }
}

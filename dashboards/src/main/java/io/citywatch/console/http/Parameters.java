package io.citywatch.console.http;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a request's query parameters; whatever is wrong is a problem that names the parameter. */
final class Parameters {
    /** The year 2200: later than any reading, and well within what InfluxDB can count in nanoseconds. */
    private static final long MAX_TIME = 7_258_118_400_000L;

    private static final int MAX_NUMBER_LENGTH = 15;

    private Parameters() {}

    /** The values of a comma-separated or repeated parameter; null when it is not there. */
    static <T> @Nullable Set<T> set(ServiceRequestContext ctx, String name, Function<String, @Nullable T> parser) {
        Set<T> values = new LinkedHashSet<>();
        boolean present = false;
        for (String list : ctx.queryParams(name)) {
            for (String text : list.split(",", -1)) {
                present = true;
                T value = parser.apply(text.strip());
                if (value == null) {
                    throw wrong(name, "'" + text + "' is unknown");
                }
                values.add(value);
            }
        }
        return present ? values : null;
    }

    /** A whole number within bounds, or the default when the parameter is not there. */
    static int number(ServiceRequestContext ctx, String name, int min, int max, int otherwise) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw wrong(name, "a whole number from " + min + " to " + max + " is expected");
    }

    /** A time in milliseconds since 1970 UTC, given so or by ISO 8601 with an offset; or the default. */
    static long time(ServiceRequestContext ctx, String name, long otherwise) {
        String text = ctx.queryParam(name);
        return text == null ? otherwise : time(name, text);
    }

    /** Reads a time that was given as milliseconds since 1970 UTC or by ISO 8601 with an offset. */
    static long time(String name, String text) {
        long time = -1;
        if (!text.isEmpty()
                && text.length() <= MAX_NUMBER_LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            time = Long.parseLong(text);
        } else {
            try {
                // A plus sign that was not escaped arrives as a blank.
                time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                // Said below, as for a time out of bounds.
            }
        }
        if (time < 0 || time > MAX_TIME) {
            throw wrong(
                    name,
                    "a time is expected, in milliseconds since 1970 or like " + Instant.ofEpochSecond(1_676_339_400)
                            + ", not '" + text + "'");
        }
        return time;
    }

    static ProblemException wrong(String name, String what) {
        return new ProblemException(Problem.badRequest(name + ": " + what + "."));
    }
}

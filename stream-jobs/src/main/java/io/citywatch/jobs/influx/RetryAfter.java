package io.citywatch.jobs.influx;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header by which a server asks to be left alone for a while, in seconds or until a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    static final String HEADER = "Retry-After";

    /** Whatever a server or a proxy with a wrong clock says: so much later it is asked again. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private RetryAfter() {}

    /** The time that the header asks for, {@link #LONGEST} at most; zero where it says nothing that can be understood. */
    static Duration of(@Nullable String header, InstantSource clock) {
        if (header == null) {
            return Duration.ZERO;
        }
        Duration asked;
        try {
            asked = header.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(clock.instant(), date(header));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return Duration.ZERO;
        }
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}

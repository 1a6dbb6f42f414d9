package io.citywatch.telemetry.ledger;

import java.io.IOException;
import java.util.Objects;

/**
 * The balance of one minute.
 *
 * @param minute the minute of arrival by its beginning, in milliseconds since 1970 UTC
 * @param sum what became of its messages
 */
public record LedgerMinute(long minute, LedgerSum sum) {
    /** What the keys of minutes in the log begin with. */
    public static final String SCOPE = "minute/";

    public LedgerMinute {
        Objects.requireNonNull(sum, "sum");
    }

    /** The key under which it stands in the log. */
    public String key() {
        return key(minute);
    }

    /** The minute of that key. */
    public static long ofKey(String key) throws IOException {
        try {
            return Long.parseLong(key.substring(SCOPE.length()));
        } catch (NumberFormatException e) {
            throw new IOException("'" + key + "' is the key of no minute", e);
        }
    }

    /** The key of that minute. */
    public static String key(long minute) {
        return SCOPE + minute;
    }
}

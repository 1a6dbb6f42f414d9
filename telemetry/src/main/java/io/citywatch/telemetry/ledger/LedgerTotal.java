package io.citywatch.telemetry.ledger;

import java.util.Objects;

/**
 * The balance of all messages since the books were opened.
 *
 * @param since the first minute in the books, in milliseconds since 1970 UTC
 * @param t as of when, in milliseconds since 1970 UTC
 * @param sum what became of the messages
 */
public record LedgerTotal(long since, long t, LedgerSum sum) {
    /** The key under which it stands in the log. */
    public static final String KEY = "all";

    public LedgerTotal {
        Objects.requireNonNull(sum, "sum");
    }
}

package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.ledger.LedgerMinute;

/** The points of the ledger: one for each minute. */
final class LedgerLines {
    private LedgerLines() {}

    static void write(LedgerMinute minute, LineBuffer lines) {
        lines.point("ledger")
                .field("accepted", (double) minute.sum().accepted())
                .field("stored", (double) minute.sum().stored())
                .field("duplicate", (double) minute.sum().duplicate())
                .field("rejected", (double) minute.sum().rejected())
                .field("difference", (double) minute.sum().difference())
                .end(minute.minute());
    }
}

package io.citywatch.jobs.ledger;

import io.citywatch.telemetry.ledger.LedgerTotal;

/**
 * What the ledger remembers beside its minutes.
 *
 * @param total the balance of all
 * @param cleared up to which hour minutes were taken out of the books, in milliseconds since 1970 UTC
 * @param alarmed whether it was said that the books do not balance
 * @param paused how long in all nobody kept the books, in milliseconds
 */
record LedgerBook(LedgerTotal total, long cleared, boolean alarmed, long paused) {}

package io.citywatch.jobs.historian.books;

import io.citywatch.telemetry.ledger.LedgerCounts;
import java.util.List;

/**
 * What a checkpoint keeps of a partition's book.
 *
 * @param partition the partition
 * @param next the offset of the next record
 * @param minutes what was counted
 * @param younger fingerprints of the newest messages
 * @param older fingerprints of those before them
 */
record PartitionRecord(int partition, long next, List<Minute> minutes, long[] younger, long[] older) {
    /**
     * What was counted of a minute.
     *
     * @param start the minute's beginning, in milliseconds since 1970 UTC
     * @param counts what was read and decided
     */
    record Minute(long start, LedgerCounts counts) {}
}

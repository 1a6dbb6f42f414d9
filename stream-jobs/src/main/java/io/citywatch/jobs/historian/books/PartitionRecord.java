package io.citywatch.jobs.historian.books;

import io.citywatch.telemetry.ledger.LedgerCounts;
import java.util.List;

/**
 * What a checkpoint keeps of a partition's book.
 *
 * @param partition the partition
 * @param reader which of the tasks read it last
 * @param next the offset of the next record
 * @param minutes what was counted
 * @param younger fingerprints of the newest messages
 * @param older fingerprints of those before them
 */
record PartitionRecord(int partition, int reader, long next, List<Minute> minutes, long[] younger, long[] older) {
    /** Whether that task, of so many, keeps the book as long as nothing of its partition has come to any. */
    boolean isKeptBy(int task, int tasks) {
        return reader % tasks == task;
    }

    /**
     * What was counted of a minute.
     *
     * @param start the minute's beginning, in milliseconds since 1970 UTC
     * @param counts what was read and decided
     */
    record Minute(long start, LedgerCounts counts) {}
}

package io.citywatch.outward.delivery;

import io.citywatch.outward.notice.Notice;

/**
 * How far a receiver has been told.
 *
 * @param offset where in {@code citywatch.alarms} it goes on
 * @param version the highest version of an alarm before that
 */
record Mark(long offset, long version) {
    /** The mark once that notice is settled too. */
    Mark after(Notice notice) {
        return new Mark(Math.max(offset, notice.nextOffset()), Math.max(version, notice.version()));
    }

    /** The mark once the log was read to there, and nothing waits. */
    Mark at(long position) {
        return new Mark(Math.max(offset, position), version);
    }
}

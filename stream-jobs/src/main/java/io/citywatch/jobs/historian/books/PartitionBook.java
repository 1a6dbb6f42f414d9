package io.citywatch.jobs.historian.books;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.EdgeNodeUplink;
import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.jobs.uplink.RebirthWanted;
import io.citywatch.jobs.uplink.UplinkTick;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The book of one partition of the uplink: what was read of each minute and what was decided.
 *
 * <p>Offsets without a gap are the log's own count. Where there is a gap, records were in the log that never came here. They
 * are counted as read and as nothing else, so that the balance shows them: evenly over the time of the gap, where gateways may have
 * stated the same messages, and without the marks of time, of which there was one a second. Not thread-safe.
 */
final class PartitionBook {
    /** A day. What is stamped earlier than that before the newest is counted in the earliest minute that is kept. */
    static final int KEPT_MINUTES = 1_440;

    /** Between two marks of time of a gateway. */
    private static final long TICK_MILLIS = 1_000;

    private final int partition;
    private final RecentMessages recent;
    private final TreeMap<Long, Tally> minutes = new TreeMap<>();
    private @Nullable Long next;
    private @Nullable Tally newest;
    private @Nullable Long newestTimestamp;

    PartitionBook(int partition) {
        this(partition, new RecentMessages());
    }

    private PartitionBook(int partition, RecentMessages recent) {
        this.partition = partition;
        this.recent = recent;
    }

    /** The book as a checkpoint has it; all that stands in it is news. */
    static PartitionBook of(PartitionRecord saved) {
        PartitionBook book = new PartitionBook(
                saved.partition(),
                new RecentMessages(
                        RecentMessages.GENERATION,
                        FingerprintSet.of(saved.younger()),
                        FingerprintSet.of(saved.older())));
        book.next = saved.next();
        for (PartitionRecord.Minute minute : saved.minutes()) {
            book.minutes.put(minute.start(), new Tally(minute.start(), minute.counts()));
        }
        return book;
    }

    /** Enters a record. What becomes of a message, or null for what is none. */
    @Nullable
    Entered enter(PositionedUplink record) {
        long offset = record.position().offset();
        if (next != null && offset > next) {
            missing(offset - next, record.timestamp());
        }
        next = offset + 1;
        Tally tally = tally(record.timestamp());
        newestTimestamp = record.timestamp();
        if (record.uplink() instanceof UplinkTick || record.uplink() instanceof RebirthWanted) {
            return null;
        }
        Entered entered = decide(record);
        tally.count(entered.decision());
        return entered;
    }

    private void missing(long records, long until) {
        long from = Math.max(begin(until), until - KEPT_MINUTES * LedgerPart.MINUTE_MILLIS);
        long length = Math.max(0, until - from);
        long messages = Math.max(0, records - length / TICK_MILLIS);
        long counted = 0;
        for (long minute = LedgerPart.minuteOf(from); counted < messages; minute += LedgerPart.MINUTE_MILLIS) {
            long end = minute + LedgerPart.MINUTE_MILLIS;
            long due = end > until ? messages : Math.round((double) messages * (end - from) / length);
            tally(minute).missing(due - counted);
            counted = due;
        }
    }

    /** When a gap began that has ended: with the record before it, or, after a restart, with its minute. */
    private long begin(long until) {
        Long before = newestTimestamp;
        if (before == null) {
            before = minutes.isEmpty() ? until : minutes.lastKey();
        }
        return Math.min(before, until);
    }

    private Entered decide(PositionedUplink record) {
        if (record.uplink() instanceof DeviceUplink message) {
            return recent.enter(message, record.retry());
        }
        boolean isUsed = record.uplink() instanceof EdgeNodeUplink edgeNode && edgeNode.rejected() == null;
        return Entered.alone(isUsed ? Decision.STORED : Decision.REJECTED);
    }

    private Tally tally(long t) {
        Tally tally = newest;
        if (tally != null && t >= tally.start && t < tally.start + LedgerPart.MINUTE_MILLIS) {
            return tally;
        }
        long minute = LedgerPart.minuteOf(t);
        if (minutes.size() >= KEPT_MINUTES && minute < minutes.firstKey()) {
            minute = minutes.firstKey();
        }
        tally = minutes.computeIfAbsent(minute, start -> new Tally(start, LedgerCounts.ZERO));
        newest = tally;
        return tally;
    }

    /**
     * What a checkpoint keeps. Forgets minutes that are older than that.
     *
     * @param reader the task that reads the partition
     */
    PartitionRecord save(int reader) {
        while (minutes.size() > KEPT_MINUTES) {
            minutes.pollFirstEntry();
        }
        List<PartitionRecord.Minute> saved = new ArrayList<>();
        minutes.values().forEach(tally -> saved.add(new PartitionRecord.Minute(tally.start, tally.counts())));
        return new PartitionRecord(partition, reader, next == null ? 0 : next, saved, recent.younger(), recent.older());
    }

    /** What has changed since this was asked last: counts by minute. */
    Map<Long, LedgerCounts> news() {
        Map<Long, LedgerCounts> news = new HashMap<>();
        for (Tally tally : minutes.values()) {
            if (tally.isNews) {
                news.put(tally.start, tally.counts());
                tally.isNews = false;
            }
        }
        return news;
    }

    private static final class Tally {
        private final long start;
        private long logged;
        private long stored;
        private long duplicate;
        private long rejected;
        private boolean isNews = true;

        Tally(long start, LedgerCounts counts) {
            this.start = start;
            logged = counts.logged();
            stored = counts.stored();
            duplicate = counts.duplicate();
            rejected = counts.rejected();
        }

        void missing(long records) {
            logged += records;
            isNews = true;
        }

        void count(Decision decision) {
            logged++;
            switch (decision) {
                case STORED -> stored++;
                case DUPLICATE -> duplicate++;
                case REJECTED -> rejected++;
            }
            isNews = true;
        }

        LedgerCounts counts() {
            return new LedgerCounts(0, logged, stored, duplicate, rejected);
        }
    }
}

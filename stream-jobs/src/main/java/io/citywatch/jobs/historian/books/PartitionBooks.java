package io.citywatch.jobs.historian.books;

import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * The books of the partitions that one task reads.
 *
 * <p><b>Exact over failovers.</b> The books are part of the checkpoint, beside the offsets. What was entered before a
 * checkpoint is published only when that is complete; the sink has then flushed what it was given, so "stored" means that the
 * store has confirmed it, and what was published never has to be taken back.
 *
 * <p><b>Rescaling.</b> Which task reads which partition is known only when its first record comes. So every task gets all books at
 * a start. It writes those of the partitions from which something has come to it, and of the others its share: each is
 * kept by one task, that which read it last where there are as many tasks as before. Of two books of one partition the one that
 * has come further holds, which is its reader's; so a checkpoint has a book once, and twice at most after a rescaling.
 *
 * <p>Not thread-safe; belongs to the task's thread.
 */
public final class PartitionBooks {
    private final int task;
    private final int tasks;
    private final Map<Integer, PartitionBook> read = new HashMap<>();
    /** Books of partitions from which nothing has come here yet. */
    private final Map<Integer, PartitionRecord> unread = new HashMap<>();
    /** What becomes certain with each checkpoint. */
    private final TreeMap<Long, Map<String, LedgerPart>> awaiting = new TreeMap<>();

    private @Nullable ListState<PartitionRecord> state;

    /**
     * The books of one task.
     *
     * @param task the task's number, from 0
     * @param tasks how many there are
     */
    public PartitionBooks(int task, int tasks) {
        this.task = task;
        this.tasks = tasks;
    }

    /** Opens the books as the checkpoint has them. */
    public void restore(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("books", PartitionRecordSerializer.TYPE));
        for (PartitionRecord saved : state.get()) {
            unread.merge(saved.partition(), saved, (one, other) -> one.next() >= other.next() ? one : other);
        }
    }

    /** Enters a record. What becomes of a message, or null for what is none. */
    public @Nullable Entered enter(PositionedUplink record) {
        int partition = record.position().partition();
        PartitionBook book = read.get(partition);
        if (book == null) {
            PartitionRecord saved = unread.remove(partition);
            book = saved == null ? new PartitionBook(partition) : PartitionBook.of(saved);
            read.put(partition, book);
        }
        return book.enter(record);
    }

    /** Puts the books into the checkpoint. */
    public void save(long checkpoint) throws Exception {
        if (state == null) {
            throw new IllegalStateException("the books are not open");
        }
        List<PartitionRecord> saved = new ArrayList<>();
        unread.values().stream().filter(book -> book.isKeptBy(task, tasks)).forEach(saved::add);
        Map<String, LedgerPart> news = new HashMap<>();
        read.forEach((partition, book) -> {
            saved.add(book.save(task));
            book.news().forEach((minute, counts) -> {
                LedgerPart part = part(partition, minute, checkpoint, counts);
                news.put(part.key(), part);
            });
        });
        state.update(saved);
        awaiting.put(checkpoint, news);
    }

    /** What has become certain with that checkpoint, to be published as of that time. */
    public List<LedgerPart> completed(long checkpoint, long t) {
        SortedMap<Long, Map<String, LedgerPart>> upTo = awaiting.headMap(checkpoint, true);
        Map<String, LedgerPart> certain = new HashMap<>();
        upTo.values().forEach(certain::putAll);
        upTo.clear();
        return certain.values().stream()
                .map(part -> new LedgerPart(part.source(), part.minute(), t, part.counts()))
                .toList();
    }

    private static LedgerPart part(int partition, long minute, long t, LedgerCounts counts) {
        return new LedgerPart("uplink-" + partition, minute, t, counts);
    }
}

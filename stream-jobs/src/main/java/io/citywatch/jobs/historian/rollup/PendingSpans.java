package io.citywatch.jobs.historian.rollup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has changed and is not summed up yet.
 *
 * <p>A change may be summed up when the checkpoint that follows it is complete: the sink has then written what it was given. Until
 * it is summed up it stays in every checkpoint. Thread-safe.
 */
final class PendingSpans {
    private final Set<TouchedMinute> news = new HashSet<>();
    private final TreeMap<Long, Set<TouchedMinute>> awaiting = new TreeMap<>();
    private final TreeSet<RollUpSpan> due = new TreeSet<>(RollUpSpan.ORDER);
    /** What is being summed up just now. */
    private final List<RollUpSpan> inWork = new ArrayList<>();

    synchronized void touch(TouchedMinute minute) {
        news.add(minute);
    }

    /** Everything that a checkpoint has to keep. An hour is kept by its first minute, and both are done again. */
    synchronized Collection<TouchedMinute> save(long checkpoint) {
        if (!news.isEmpty()) {
            awaiting.put(checkpoint, new HashSet<>(news));
            news.clear();
        }
        Set<TouchedMinute> saved = new HashSet<>();
        awaiting.values().forEach(saved::addAll);
        due.forEach(span -> saved.add(new TouchedMinute(span.kind(), span.start())));
        inWork.forEach(span -> saved.add(new TouchedMinute(span.kind(), span.start())));
        return saved;
    }

    synchronized void completed(long checkpoint) {
        SortedMap<Long, Set<TouchedMinute>> upTo = awaiting.headMap(checkpoint, true);
        upTo.values().forEach(minutes -> minutes.forEach(this::makeDue));
        upTo.clear();
    }

    private void makeDue(TouchedMinute minute) {
        for (RollUpWidth width : RollUpWidth.values()) {
            due.add(new RollUpSpan(minute.kind(), width, width.startOf(minute.start())));
        }
    }

    /** Takes what is due and over at that time. It stays in checkpoints until it is {@link #done}. */
    synchronized List<RollUpSpan> take(long now) {
        due.stream().filter(span -> span.end() <= now).forEach(inWork::add);
        inWork.forEach(due::remove);
        return List.copyOf(inWork);
    }

    /** Ends the work; what could not be done is due again. */
    synchronized void done(Collection<RollUpSpan> left) {
        due.addAll(left);
        inWork.clear();
    }
}

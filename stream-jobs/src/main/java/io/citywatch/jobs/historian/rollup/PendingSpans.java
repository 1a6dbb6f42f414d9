package io.citywatch.jobs.historian.rollup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    /** Where more devices of a kind are to have the same hour summed up, all of the kind have: what is kept is bounded. */
    static final int MAX_DEVICES = 5_000;

    private final Set<RollUpSpan> news = new HashSet<>();
    private final TreeMap<Long, Set<RollUpSpan>> awaiting = new TreeMap<>();
    private final TreeSet<RollUpSpan> due = new TreeSet<>(RollUpSpan.ORDER);
    /** What is being summed up just now. */
    private final List<RollUpSpan> inWork = new ArrayList<>();

    synchronized void touch(RollUpSpan span) {
        news.add(span);
    }

    /** Everything that a checkpoint has to keep. */
    synchronized Collection<RollUpSpan> save(long checkpoint) {
        if (!news.isEmpty()) {
            fold(news);
            awaiting.put(checkpoint, new HashSet<>(news));
            news.clear();
        }
        Set<RollUpSpan> saved = new HashSet<>();
        awaiting.values().forEach(saved::addAll);
        saved.addAll(due);
        saved.addAll(inWork);
        return saved;
    }

    synchronized void completed(long checkpoint) {
        SortedMap<Long, Set<RollUpSpan>> upTo = awaiting.headMap(checkpoint, true);
        upTo.values().forEach(due::addAll);
        if (!upTo.isEmpty()) {
            fold(due);
        }
        upTo.clear();
    }

    private static void fold(Set<RollUpSpan> spans) {
        Map<RollUpSpan, Integer> devices = new HashMap<>();
        for (RollUpSpan span : spans) {
            devices.merge(span.ofAllDevices(), span.device() == null ? MAX_DEVICES + 1 : 1, Integer::sum);
        }
        devices.values().removeIf(count -> count <= MAX_DEVICES);
        spans.removeIf(span -> span.device() != null && devices.containsKey(span.ofAllDevices()));
        spans.addAll(devices.keySet());
    }

    /** Takes what is due and over at that time. It stays in checkpoints until it is {@link #done}. */
    synchronized List<RollUpSpan> take(long now) {
        due.stream().filter(span -> span.isOver(now)).forEach(inWork::add);
        inWork.forEach(due::remove);
        return List.copyOf(inWork);
    }

    /** Ends the work; what could not be done is due again. */
    synchronized void done(Collection<RollUpSpan> left) {
        due.addAll(left);
        inWork.clear();
    }
}

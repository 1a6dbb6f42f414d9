package io.citywatch.ingest.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that were handed to the log and are not confirmed yet, over all connections, with a high mark at which reading
 * stops and a low mark at which it goes on.
 *
 * <p>Thread-safe. Those who have stopped wait here to be woken; nobody who waits is forgotten, since what is in flight always
 * comes down: by confirmation, or by failure.
 */
public final class InFlightBytes {
    private final long high;
    private final long low;
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** Bounds of which the low mark is half the high one, so that those who wait are woken seldom and find room. */
    public InFlightBytes(long high) {
        this.high = high;
        this.low = high / 2;
    }

    public boolean isFull() {
        return bytes.get() >= high;
    }

    public void add(long count) {
        bytes.addAndGet(count);
    }

    public void release(long count) {
        if (bytes.addAndGet(-count) <= low && !waiting.isEmpty()) {
            wakeAll();
        }
    }

    /** Runs the task once there is room, which may be now; it must hand its work over to its own thread. */
    public void whenRoom(Runnable task) {
        waiting.add(task);
        if (bytes.get() <= low) {
            wakeAll();
        }
    }

    public long bytes() {
        return bytes.get();
    }

    private void wakeAll() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }
}

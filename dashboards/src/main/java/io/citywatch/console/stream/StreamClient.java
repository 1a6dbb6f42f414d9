package io.citywatch.console.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * One browser at the other end of a stream, and what it has still to read.
 *
 * <p>At most one write is on its way; what comes meanwhile waits in a queue that is bounded in events and in bytes. A
 * browser that is slower than that is cut off: it comes back by itself and gets the present state, which is worth more to it
 * than the changes it has missed. Thread-safe.
 */
final class StreamClient {
    /** The queue of a browser that hangs for half a minute in the worst flood of alarms. */
    static final int MAX_WAITING_EVENTS = 4_096;
    /** Several states of a whole city. */
    static final int MAX_WAITING_BYTES = 16 * 1024 * 1024;

    private final Listener listener;
    private final HttpResponseWriter writer;
    private final LongSupplier nanoTime;
    private final Queue<HttpData> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private int writingBytes;
    private boolean writing;
    private long writingSince;

    StreamClient(Listener listener, HttpResponseWriter writer, LongSupplier nanoTime) {
        this.listener = listener;
        this.writer = writer;
        this.nanoTime = nanoTime;
    }

    Listener listener() {
        return listener;
    }

    /** What is on its way, and what waits for its turn. */
    synchronized long pendingBytes() {
        return (long) writingBytes + waitingBytes;
    }

    /** Whether what is on its way has been for longer than that. */
    synchronized boolean writesSince(Duration time) {
        return writing && nanoTime.getAsLong() - writingSince > time.toNanos();
    }

    /** Sends an event, at once or when its turn has come; false when the client was too slow and is cut off. */
    boolean send(HttpData event) {
        HttpData next;
        synchronized (this) {
            waiting.add(event);
            waitingBytes += event.length();
            if (waiting.size() > MAX_WAITING_EVENTS || waitingBytes > MAX_WAITING_BYTES) {
                cutOff();
                return false;
            }
            next = next();
        }
        write(next);
        return true;
    }

    /** Ends the stream of one who is too slow. */
    synchronized void cutOff() {
        waiting.clear();
        waitingBytes = 0;
        writer.close(new SlowClientException());
    }

    private void written() {
        HttpData next;
        synchronized (this) {
            writing = false;
            writingBytes = 0;
            next = next();
        }
        write(next);
    }

    /** What is to be written now: all that waits, in one piece; empty when there is nothing or a write is on its way. */
    private HttpData next() {
        if (writing || waiting.isEmpty()) {
            return HttpData.empty();
        }
        writing = true;
        writingSince = nanoTime.getAsLong();
        writingBytes = waitingBytes;
        byte[] bytes = new byte[waitingBytes];
        int length = 0;
        for (HttpData event : waiting) {
            System.arraycopy(event.array(), 0, bytes, length, event.length());
            length += event.length();
        }
        waiting.clear();
        waitingBytes = 0;
        return HttpData.wrap(bytes);
    }

    private void write(HttpData data) {
        if (!data.isEmpty() && writer.tryWrite(data)) {
            writer.whenConsumed().thenRun(this::written);
        }
    }

    /** Ends the stream in good order. */
    void close() {
        writer.close();
    }
}

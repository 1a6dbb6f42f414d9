package io.citywatch.console.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.ArrayDeque;
import java.util.Queue;

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

    private final HttpResponseWriter writer;
    private final Queue<HttpData> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;

    StreamClient(HttpResponseWriter writer) {
        this.writer = writer;
    }

    /** Sends an event, at once or when its turn has come; false when the client was too slow and is cut off. */
    boolean send(HttpData event) {
        HttpData next;
        synchronized (this) {
            waiting.add(event);
            waitingBytes += event.length();
            if (waiting.size() > MAX_WAITING_EVENTS || waitingBytes > MAX_WAITING_BYTES) {
                waiting.clear();
                writer.close(new SlowClientException());
                return false;
            }
            next = next();
        }
        write(next);
        return true;
    }

    private void written() {
        HttpData next;
        synchronized (this) {
            writing = false;
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

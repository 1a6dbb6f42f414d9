package io.citywatch.console.view;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread of its own for one who reads the log, and how he is stopped: in a pause, in a poll, or when he next asks. */
final class ReaderThread implements AutoCloseable {
    private final String name;
    private final Duration patience;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /**
     * A thread that is not started yet.
     *
     * @param patience how long {@link #close} waits for its end
     */
    ReaderThread(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    void start(Runnable reading) {
        Thread started = new Thread(reading, name);
        thread = started;
        started.start();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Notes the consumer that is read with from now on, which a stop wakes up. */
    Consumer<byte[], byte[]> reads(Consumer<byte[], byte[]> opened) {
        consumer = opened;
        if (isStopped()) {
            opened.wakeup();
        }
        return opened;
    }

    /** Waits. Whether the reader was stopped meanwhile. */
    boolean pause(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        Thread started = thread;
        if (started != null) {
            try {
                started.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

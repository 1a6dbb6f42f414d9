package io.citywatch.standalone.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a server until its process is told to stop, and keeps the process until the server is closed. */
final class UntilStopped {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread starting;

    private UntilStopped(Duration patience) {
        this.patience = patience;
    }

    /** Waits for the signal and closes the server. */
    static void run(AutoCloseable server) throws Exception {
        UntilStopped stopping = within(PATIENCE);
        try (server) {
            stopping.await(null);
        } finally {
            stopping.closed();
        }
    }

    /** Listens for the signal from now on; the process then waits that long for {@link #closed}. */
    static UntilStopped within(Duration patience) {
        UntilStopped stopping = new UntilStopped(patience);
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::awaitClosed, "stop"));
        return stopping;
    }

    /** Starts a server on this thread, which the signal interrupts meanwhile; null when it came before the server was up. */
    <S extends AutoCloseable> @Nullable S start(Callable<S> start) throws Exception {
        synchronized (this) {
            if (isToldToStop()) {
                return null;
            }
            starting = Thread.currentThread();
        }
        try {
            return start.call();
        } catch (Exception e) {
            if (isToldToStop()) {
                return null;
            }
            throw e;
        } finally {
            synchronized (this) {
                starting = null;
            }
            if (isToldToStop()) {
                // The server is to be closed in peace
                var unused = Thread.interrupted();
            }
        }
    }

    private boolean isToldToStop() {
        return stop.getCount() == 0;
    }

    /** Returns at the signal, or when so many seconds are over, if any are given. */
    void await(@Nullable Long seconds) throws InterruptedException {
        if (seconds == null) {
            stop.await();
        } else {
            stop.await(seconds, TimeUnit.SECONDS);
        }
    }

    /** Lets the process end. */
    void closed() {
        closed.countDown();
    }

    /** On a signal. The main thread can't be awaited: it ends with an exit, which waits for this. */
    private void awaitClosed() {
        synchronized (this) {
            stop.countDown();
            if (starting != null) {
                System.err.println("citywatch: told to stop before it was up");
                starting.interrupt();
            }
        }
        try {
            if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("citywatch: did not stop within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

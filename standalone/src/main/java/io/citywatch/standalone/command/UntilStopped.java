package io.citywatch.standalone.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a server until its process is told to stop, and keeps the process until the server is closed. */
final class UntilStopped {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private UntilStopped() {}

    /** Waits for the signal and closes the server. */
    static void run(AutoCloseable server) throws Exception {
        UntilStopped stopping = new UntilStopped();
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::awaitClosed, "stop"));
        try (server) {
            stopping.stop.await();
        } finally {
            stopping.closed.countDown();
        }
    }

    /** On a signal. The main thread can't be awaited: it ends with an exit, which waits for this. */
    private void awaitClosed() {
        stop.countDown();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("citywatch: did not stop within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

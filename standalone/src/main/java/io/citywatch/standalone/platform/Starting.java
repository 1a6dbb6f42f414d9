package io.citywatch.standalone.platform;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A part that is being started on a thread of its own, beside others.
 *
 * @param <T> the part
 */
final class Starting<T extends AutoCloseable> {
    private final FutureTask<T> outcome;
    private final Thread thread;

    private Starting(Supplier<T> start) {
        outcome = new FutureTask<>(start::get);
        thread = new Thread(outcome, "start");
        thread.start();
    }

    static <T extends AutoCloseable> Starting<T> begin(Supplier<T> start) {
        return new Starting<>(start);
    }

    /** Returns the part when it is up; throws what its start threw. */
    T await() throws Exception {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The part when it is up, whatever else is to be done meanwhile; empty when it could not be started. */
    Optional<T> awaitIfGood() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(outcome.get());
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return Optional.empty();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells the start to end without the part. Only for one that closes what it has opened when it is interrupted. */
    void interrupt() {
        thread.interrupt();
    }
}

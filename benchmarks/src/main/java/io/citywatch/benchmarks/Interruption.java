package io.citywatch.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * Lets a benchmark that is interrupted end as it does by itself: it closes its servers and deletes its data, which are gigabytes. Only
 * what does not end in time is ended from outside.
 */
final class Interruption {
    /** A platform has 45 s to end by itself, and is mostly not alone. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Thread benchmark = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean isInterrupted;

    private Interruption() {}

    /** Runs the command on this thread, which a signal to the process interrupts, and gives its exit code. */
    static int guard(CommandLine command, String... arguments) {
        Interruption interruption = new Interruption();
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (!interruption.isInterrupted || !(failure instanceof InterruptedException)) {
                throw failure;
            }
            for (Throwable closing : failure.getSuppressed()) {
                System.err.println("citywatch: not closed as it should be: " + closing);
            }
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::end, "end-benchmark"));
        try {
            return command.execute(arguments);
        } finally {
            interruption.over.countDown();
        }
    }

    private void end() {
        try {
            if (over.getCount() > 0) {
                System.err.println("citywatch: interrupted; closing servers and deleting temporary data");
                isInterrupted = true;
                benchmark.interrupt();
                if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    System.err.println("citywatch: the benchmark did not end within " + PATIENCE.toSeconds()
                            + " s; its temporary data stay in " + System.getProperty("java.io.tmpdir"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }
}

package io.citywatch.standalone.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that have been started; stopped in the reverse of the order in which they were added. Not thread-safe. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<Part> started = new ArrayDeque<>();

    private record Part(String name, AutoCloseable stop) {}

    <T extends AutoCloseable> T add(String name, T part) {
        started.push(new Part(name, part));
        return part;
    }

    /** Waits for a part that is being started elsewhere, and adds it. */
    <T extends AutoCloseable> T await(String name, Starting<T> starting) throws Exception {
        return add(name, starting.await());
    }

    /** Waits for a part that is being started elsewhere, and adds it if that comes to a good end. */
    <T extends AutoCloseable> void addIfStarted(String name, Starting<T> starting) {
        boolean known = started.stream().anyMatch(part -> part.name().equals(name));
        if (!known) {
            starting.awaitIfGood().ifPresent(part -> add(name, part));
        }
    }

    /** Stops all parts, in peace on a thread that was interrupted too; one that fails does not keep the others from being stopped. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        while (!started.isEmpty()) {
            Part part = started.pop();
            long start = System.nanoTime();
            try {
                part.stop().close();
                LOG.atDebug()
                        .addKeyValue("part", part.name())
                        .addKeyValue("millis", (System.nanoTime() - start) / 1_000_000)
                        .log("stopped");
            } catch (Exception | LinkageError e) {
                LOG.atError().addKeyValue("part", part.name()).setCause(e).log("could not be stopped cleanly");
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.citywatch.standalone.embedded;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's wish to end the JVM, turned into a log line and a word to whoever runs the broker.
 *
 * <p>A Kafka server that can't go on (its disk fails, its metadata is damaged) calls {@link Exit}, which by default halts the JVM
 * on the spot. Exit's procedures are one per JVM and so is this class: with several brokers in a JVM each one's listener hears of
 * any one's fault. The thread that wanted to end the JVM ends with an {@link IllegalStateException}, if no listener ended more.
 */
final class BrokerFaults {
    private static final Logger log = LoggerFactory.getLogger(BrokerFaults.class);
    // A list: two brokers may have the same listener, and the end of one takes away only one of the two
    private static final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private BrokerFaults() {}

    static void listen(Consumer<String> listener) {
        listeners.add(listener);
        Exit.setHaltProcedure((status, message) -> report("halt", status, message));
        Exit.setExitProcedure((status, message) -> report("exit", status, message));
    }

    /** Ends the listening. The procedures stay: a straggling thread of a closed broker must not halt the JVM either. */
    static void forget(Consumer<String> listener) {
        listeners.remove(listener);
    }

    private static void report(String wish, int status, @Nullable String message) {
        String reason =
                "Kafka asked for %s with status %d%s".formatted(wish, status, message == null ? "" : ": " + message);
        IllegalStateException fault = new IllegalStateException(reason);
        log.error("The embedded broker can't go on", fault);
        listeners.forEach(listener -> listener.accept(reason));
        throw fault;
    }
}

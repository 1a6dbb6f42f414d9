package io.citywatch.console.view;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Glances at the end of the uplink once a second while somebody watches, on a thread of its own.
 *
 * <p>It is a view for people and nothing depends on it: when the log fails it tries again, and says so once.
 */
public final class UplinkWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UplinkWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BooleanSupplier watched;
    private final java.util.function.Consumer<UplinkSample> viewer;
    private final ReaderThread thread = new ReaderThread("console-uplink", STOP_TIME);
    private volatile double messagesPerSecond;

    /**
     * Watches the uplink.
     *
     * @param watched whether anybody looks; while nobody does the log is left alone
     * @param viewer is shown each glance
     */
    public UplinkWatch(
            Supplier<Consumer<byte[], byte[]>> consumers,
            BooleanSupplier watched,
            java.util.function.Consumer<UplinkSample> viewer) {
        this.consumers = consumers;
        this.watched = watched;
        this.viewer = viewer;
    }

    public void start() {
        thread.start(this::run);
    }

    /** The rate of the last glance. */
    public double messagesPerSecond() {
        return messagesPerSecond;
    }

    private void run() {
        boolean failing = false;
        while (!thread.pause(INTERVAL)) {
            if (!watched.getAsBoolean()) {
                continue;
            }
            try (Consumer<byte[], byte[]> opened = thread.reads(consumers.get())) {
                UplinkSampler sampler = new UplinkSampler(opened);
                // The first glance knows no rate.
                sampler.look(System.nanoTime());
                while (watched.getAsBoolean() && !thread.pause(INTERVAL)) {
                    UplinkSample sample = sampler.look(System.nanoTime());
                    failing = false;
                    messagesPerSecond = sample.messagesPerSecond();
                    viewer.accept(sample);
                }
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing) {
                    log.atWarn().addKeyValue("reason", e.getMessage()).log("The latest readings can't be shown");
                }
                failing = true;
            }
            messagesPerSecond = 0;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}

package io.citywatch.ingest.bridge;

import io.citywatch.ingest.LogOptions;
import io.citywatch.ingest.log.KafkaUplinkLog;
import io.citywatch.ingest.log.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running bridge from a city's own MQTT broker to the log.
 *
 * <p>It takes messages by a shared subscription and acknowledges each to the broker when the log has it, and not before. What
 * the bridge or its connection has not acknowledged when it goes, the broker delivers again; so a message may come into the log
 * twice, and none is lost that the broker keeps.
 *
 * <p>It starts whether or not the broker is there, and connects again by itself. The log's topics must be there
 * ({@link io.citywatch.ingest.log.LogSetup}). It closes in this order: it takes nothing more, waits for what is under way to
 * the log, acknowledges it, and says farewell to the broker, which keeps the session; in 20 s at most.
 */
public final class Bridge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bridge.class);

    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(5);
    private static final Duration THREAD_PATIENCE = Duration.ofSeconds(5);

    private final BridgeOptions options;
    private final BridgeMeters meters;
    private final KafkaUplinkLog uplink;
    private final Intake intake;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Guarded by this, and so is the flag. */
    private @Nullable BrokerLink link;

    private boolean isClosing;

    private Bridge(BridgeOptions options, LogOptions logOptions, MeterRegistry registry) {
        this.options = options;
        meters = new BridgeMeters(registry);
        uplink = new KafkaUplinkLog(
                "citywatch-bridge-" + options.name(),
                logOptions.bootstrapServers(),
                logOptions.maxInFlightBytes(),
                logOptions.linger());
        intake = new Intake(uplink, new Sender(options.principal()), meters, Clock.systemUTC());
        thread = new Thread(this::run, "bridge-" + options.name());
        meters.gauge(BridgeMeter.CONNECTED, () -> isConnected() ? 1 : 0);
        meters.gauge(BridgeMeter.UNACKNOWLEDGED, this::unacknowledged);
    }

    /**
     * Starts a bridge; returns at once, before it is connected.
     *
     * @param options which broker's messages it takes
     * @param logOptions the log into which it puts them
     * @throws IOException when the file of the password or of the certificates can't be used; the message names it
     */
    public static Bridge start(BridgeOptions options, LogOptions logOptions, MeterRegistry registry)
            throws IOException {
        requireFiles(options);
        Bridge bridge = new Bridge(options, logOptions, registry);
        bridge.thread.start();
        return bridge;
    }

    /**
     * Looks whether the files can be used that the options name.
     *
     * @throws IOException when one can't; the message names it
     */
    public static void requireFiles(BridgeOptions options) throws IOException {
        var unused = BrokerAccess.read(options);
    }

    /** Whether the broker has let it in and granted its subscription. */
    public synchronized boolean isConnected() {
        return link != null && link.isSubscribed();
    }

    private synchronized int unacknowledged() {
        return link == null ? 0 : link.unacknowledged();
    }

    private void run() {
        Backoff backoff = new Backoff();
        boolean wasConnected = false;
        while (true) {
            Duration lasted = Duration.ZERO;
            try {
                BrokerLink next = new BrokerLink(options, intake, meters);
                if (!use(next)) {
                    return;
                }
                lasted = connection(next, wasConnected);
                wasConnected |= !lasted.isZero();
            } catch (MqttException | RuntimeException e) {
                log.atError().setCause(e).log("the bridge's connection has failed in an unforeseen way");
            }
            if (!rest(backoff.after(lasted))) {
                return;
            }
        }
    }

    /** One connection, from its beginning to its end; gives how long it lasted, which is zero when it did not come about. */
    private Duration connection(BrokerLink next, boolean wasConnected) {
        try {
            next.open();
            long start = System.nanoTime();
            if (wasConnected) {
                meters.count(BridgeMeter.RECONNECTS);
            }
            log.atInfo().addKeyValue("broker", options.broker().url()).log("the bridge is connected");
            String reason = next.awaitEnd();
            if (!isClosing()) {
                log.atWarn()
                        .addKeyValue("broker", options.broker().url())
                        .addKeyValue("reason", reason)
                        .log("the bridge's connection is over; it connects again");
            }
            return Duration.ofNanos(Math.max(1, System.nanoTime() - start));
        } catch (MqttException | IOException e) {
            meters.count(BridgeMeter.CONNECT_FAILURES);
            if (!isClosing()) {
                log.atWarn()
                        .addKeyValue("broker", options.broker().url())
                        .addKeyValue("reason", BrokerLink.reason(e))
                        .log("the bridge could not connect; it tries again");
            }
            return Duration.ZERO;
        } finally {
            next.discard();
        }
    }

    private synchronized boolean use(BrokerLink next) {
        if (!isClosing) {
            link = next;
        }
        return !isClosing;
    }

    /** Waits that long; false when the bridge closes. */
    private synchronized boolean rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        try {
            for (long left = duration.toMillis();
                    !isClosing && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !isClosing;
    }

    private synchronized boolean isClosing() {
        return isClosing;
    }

    private synchronized @Nullable BrokerLink stopConnecting() {
        isClosing = true;
        notifyAll();
        return link;
    }

    /** Lets nothing more into the log and acknowledges nothing to the broker, for somebody who knows that the log has no room. */
    public void hold() {
        uplink.hold();
    }

    /** Ends {@link #hold}. */
    public void release() {
        uplink.release();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        BrokerLink last = stopConnecting();
        intake.stop();
        try {
            boolean drained = drain();
            if (last != null) {
                last.leave();
            }
            thread.join(THREAD_PATIENCE.toMillis());
            log.atInfo().addKeyValue("allAcknowledged", drained).log("the bridge has closed");
        } catch (InterruptedException e) {
            log.atWarn().log("interrupted while closing; what was under way is not acknowledged");
            Thread.currentThread().interrupt();
        } finally {
            uplink.close(Duration.ZERO);
        }
    }

    /** What is confirmed leaves the bytes in flight after its acknowledgement was given. */
    private boolean drain() throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        while (uplink.inFlight().bytes() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(DRAIN_LOOK.toMillis());
        }
        return uplink.inFlight().bytes() == 0;
    }
}

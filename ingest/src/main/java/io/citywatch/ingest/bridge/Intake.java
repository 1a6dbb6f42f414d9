package io.citywatch.ingest.bridge;

import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkLog;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.metrics.Seldom;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a message from the broker into the log, and of the log's answer back to the order of acknowledgements.
 *
 * <p>{@link #take} is called by the thread of the broker's client, one message at a time for each connection. While too much is
 * under way to the log it waits there, which makes the client stop reading. The log answers on a thread of its own.
 */
final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private static final Seldom UNUSABLE_ARE_LOGGED = new Seldom(Duration.ofSeconds(10));
    private static final Seldom FAILURES_ARE_LOGGED = new Seldom(Duration.ofSeconds(10));
    /** How soon one who waits for room sees that its connection is over. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** The most that a gateway can be told to take. What the jobs find too large goes to the dead letters with its reason. */
    private static final int MAX_PAYLOAD_BYTES = 256 * 1024;

    private final UplinkLog uplink;
    private final Sender sender;
    private final BridgeMeters meters;
    private final Clock clock;

    /** Guarded by this. */
    private boolean isStopped;

    private boolean hasRoom;

    Intake(UplinkLog uplink, Sender sender, BridgeMeters meters, Clock clock) {
        this.uplink = uplink;
        this.sender = sender;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes one message. One that is not taken, because the intake has stopped or the connection is over, stays
     * unacknowledged, and the broker delivers it again.
     *
     * @param order where the connection's messages are acknowledged
     * @param failed told when the log has finally refused the message, which then stays unacknowledged
     */
    void take(Delivered message, AcknowledgementOrder order, Runnable failed) throws InterruptedException {
        meters.count(BridgeMeter.RECEIVED);
        if (message.isDuplicate()) {
            meters.count(BridgeMeter.REDELIVERED);
        }
        UplinkTopic topic = UplinkTopic.parse(message.topic());
        Unusable unusable = unusable(message, topic);
        if (unusable != null || topic == null) {
            turnAway(message, unusable == null ? Unusable.TOPIC : unusable, order);
            return;
        }
        UplinkRoute route = new UplinkRoute(topic, message.topic());
        int bytes = message.payload().length + route.overheadBytes();
        if (!awaitRoom(bytes, order)) {
            return;
        }
        AcknowledgementOrder.@Nullable Entry entry = message.qos() > 0 ? order.arrived(message.packetId()) : null;
        uplink.append(route, sender, clock.millis(), message.qos(), message.payload(), (metadata, failure) -> {
            try {
                if (failure == null) {
                    stored(entry);
                } else {
                    refused(failure, failed);
                }
            } finally {
                uplink.inFlight().release(bytes);
            }
        });
    }

    /** Takes nothing from now on. When it returns, all that was taken counts as in flight to the log. */
    synchronized void stop() {
        isStopped = true;
        notifyAll();
    }

    private void stored(AcknowledgementOrder.@Nullable Entry entry) {
        meters.count(BridgeMeter.APPENDED);
        if (entry != null) {
            entry.done();
        }
    }

    private void refused(Exception failure, Runnable failed) {
        meters.count(BridgeMeter.APPEND_FAILURES);
        if (FAILURES_ARE_LOGGED.isTime()) {
            log.atWarn().setCause(failure).log("the log has refused messages; the broker keeps them");
        }
        failed.run();
    }

    private static @Nullable Unusable unusable(Delivered message, @Nullable UplinkTopic topic) {
        if (topic == null) {
            return Unusable.TOPIC;
        }
        if (message.payload().length > MAX_PAYLOAD_BYTES) {
            return Unusable.SIZE;
        }
        return message.isRetained() ? Unusable.RETAINED : null;
    }

    private void turnAway(Delivered message, Unusable reason, AcknowledgementOrder order) {
        meters.countUnusable(reason);
        if (UNUSABLE_ARE_LOGGED.isTime()) {
            log.atWarn()
                    .addKeyValue("topic", message.topic())
                    .addKeyValue("reason", reason.tagValue())
                    .log("a message of the broker's can't be used");
        }
        if (message.qos() > 0) {
            order.arrived(message.packetId()).done();
        }
    }

    /** Waits until there is room and takes it; false when the message is not to be taken. */
    private synchronized boolean awaitRoom(int bytes, AcknowledgementOrder order) throws InterruptedException {
        if (uplink.inFlight().isFull()) {
            hasRoom = false;
            uplink.inFlight().whenRoom(this::thereIsRoom);
            while (!hasRoom && !isStopped && !order.isOver()) {
                wait(LOOK.toMillis());
            }
        }
        if (isStopped || order.isOver()) {
            return false;
        }
        uplink.inFlight().add(bytes);
        return true;
    }

    private synchronized void thereIsRoom() {
        hasRoom = true;
        notifyAll();
    }
}

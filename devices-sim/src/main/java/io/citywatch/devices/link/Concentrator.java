package io.citywatch.devices.link;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.MqttTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A concentrator of a district: carries what many devices say, over one connection at a time.
 *
 * <p>A message is kept until the platform acknowledges it. When the connection ends, what was in flight goes back to the head of
 * the queue and is sent again over the next one, so that the platform may see a message twice and misses none; only regular
 * readings are dropped, the oldest first, when more are waiting than the options allow. Not more are in flight than the server's
 * receive maximum.
 *
 * <p>Threads: {@link #offer} may be called by any; {@link #maintain} has to be called several times a second by one of them, which
 * opens connections and notices dead ones. The lock is never held while something blocks, nor while a listener is called.
 */
public final class Concentrator {
    private static final Logger log = LoggerFactory.getLogger(Concentrator.class);
    /** A server that takes a connection and says nothing is given so long. */
    private static final Duration OPENING_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    /** The same trouble is logged again after so long. */
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final MqttEndpoint endpoint;
    private final ConcentratorName name;
    private final LinkOptions options;
    private final ConcentratorListener listener;
    private final TrafficCounts counts;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Outbox outbox;
    private final Set<Delivery> inFlight = new LinkedHashSet<>();
    private State state = State.DOWN;
    private @Nullable MqttConnection connection;
    private int window;
    private long openedNanos;
    private long nextAttemptNanos = System.nanoTime();
    private long nextCheckNanos = nextAttemptNanos;
    private @Nullable Trouble trouble;
    private long nextLogNanos = nextAttemptNanos;

    private volatile int importantWaiting;

    private enum State {
        DOWN,
        OPENING,
        OPEN,
        CLOSED
    }

    /**
     * Why there is no connection.
     *
     * @param reason what happened
     * @param permanent whether the server does not want this client, and will not the next time either
     */
    public record Trouble(String reason, boolean permanent) {}

    /** A concentrator that does nothing until {@link #maintain} is called. */
    public Concentrator(
            MqttEndpoint endpoint,
            ConcentratorName name,
            LinkOptions options,
            ConcentratorListener listener,
            TrafficCounts counts) {
        this.endpoint = endpoint;
        this.name = name;
        this.options = options;
        this.listener = listener;
        this.counts = counts;
        this.outbox = new Outbox(options.backlogReadings());
    }

    /** Takes a message, and sends it as soon as there is a connection with room for it. */
    public void offer(OutgoingMessage message) {
        lock.lock();
        try {
            counts.count(Traffic.SAID);
            counts.count(Traffic.DROPPED, outbox.add(message));
            pump();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the connection if there is none and it is time to, and ends one that is dead. */
    public void maintain() {
        long now = System.nanoTime();
        MqttConnection dead = null;
        boolean attempt = false;
        lock.lock();
        try {
            if (state == State.DOWN && now - nextAttemptNanos >= 0) {
                attempt = true;
            } else if (now - nextCheckNanos >= 0) {
                nextCheckNanos = now + CHECK_INTERVAL.toNanos();
                dead = deadConnection(now);
                pump();
            }
        } finally {
            lock.unlock();
        }
        if (attempt) {
            connect();
        } else if (dead != null) {
            ended(dead, "the connection is dead", false);
            dead.abandon();
        }
    }

    /** How many messages are waiting for their turn. */
    public int waiting() {
        lock.lock();
        try {
            return outbox.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages that must not be dropped are waiting for their turn. Cheap. */
    public int importantWaiting() {
        return importantWaiting;
    }

    /** How many messages are sent and not acknowledged. */
    public int inFlight() {
        lock.lock();
        try {
            return inFlight.size();
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen() {
        lock.lock();
        try {
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** Why there is no connection, or null when there is one or the first is being opened. */
    public @Nullable Trouble trouble() {
        lock.lock();
        try {
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until not more than that many messages are waiting or in flight; false when it takes longer than the time allowed. */
    public boolean awaitAtMost(int messages, Duration timeout) throws InterruptedException {
        long leftNanos = timeout.toNanos();
        lock.lock();
        try {
            while (outbox.size() + inFlight.size() > messages) {
                if (leftNanos <= 0) {
                    return false;
                }
                leftNanos = settled.awaitNanos(leftNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye to the platform. What has not been acknowledged by then is lost with this concentrator. */
    public void leave(Duration timeout) {
        MqttConnection open;
        lock.lock();
        try {
            open = state == State.OPEN ? connection : null;
            state = State.CLOSED;
            connection = null;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            try {
                open.leave(timeout);
            } catch (MqttException e) {
                log.atInfo()
                        .addKeyValue("principal", name.userName())
                        .addKeyValue("reason", e.getMessage())
                        .log("the concentrator left without a farewell");
            }
        }
    }

    private @Nullable MqttConnection deadConnection(long now) {
        boolean silent = state == State.OPENING && now - openedNanos > OPENING_TIMEOUT.toNanos();
        boolean broken = state == State.OPEN && connection != null && !connection.isOpen();
        return silent || broken ? connection : null;
    }

    private void connect() {
        MqttConnection opening;
        try {
            opening = new MqttConnection(endpoint, name.clientId(), name.userName(), new ConnectionEvents());
        } catch (MqttException e) {
            throw new IllegalStateException("the client does not accept " + endpoint.uri(), e);
        }
        lock.lock();
        try {
            if (state != State.DOWN) {
                return;
            }
            state = State.OPENING;
            connection = opening;
            openedNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
        try {
            opening.open(endpoint.key().password(name.userName()));
        } catch (MqttException e) {
            ended(opening, String.valueOf(e.getMessage()), false);
        }
    }

    private void opened(MqttConnection opened, int receiveMaximum) {
        Trouble overcome;
        lock.lock();
        try {
            if (connection != opened) {
                return;
            }
            state = State.OPEN;
            window = Math.min(options.windowMessages(), receiveMaximum);
            backoff.succeeded();
            overcome = trouble;
            trouble = null;
            counts.count(Traffic.CONNECTED);
            pump();
        } finally {
            lock.unlock();
        }
        log.atLevel(overcome == null ? Level.DEBUG : Level.INFO)
                .addKeyValue("principal", name.userName())
                .log("connected");
        subscribe(opened);
    }

    private void subscribe(MqttConnection opened) {
        try {
            opened.subscribe(
                    MqttTopics.ROOT + name.district() + "/+/+/" + MqttTopics.COMMAND_LEVEL, new Subscription());
        } catch (MqttException e) {
            log.atWarn()
                    .addKeyValue("principal", name.userName())
                    .addKeyValue("reason", e.getMessage())
                    .log("commands can't be subscribed to");
        }
    }

    private void ended(MqttConnection ended, String reason, boolean permanent) {
        boolean report;
        lock.lock();
        try {
            if (connection != ended) {
                return;
            }
            connection = null;
            state = State.DOWN;
            counts.count(Traffic.CONNECTION_LOST);
            List<OutgoingMessage> unacknowledged = new ArrayList<>(inFlight.size());
            inFlight.forEach(delivery -> unacknowledged.add(delivery.message));
            inFlight.clear();
            counts.count(Traffic.DROPPED, outbox.putBack(unacknowledged));
            importantWaiting = outbox.important();
            long now = System.nanoTime();
            nextAttemptNanos = now + backoff.afterFailure().toNanos();
            Trouble latest = new Trouble(reason, permanent);
            report = !latest.equals(trouble) || now - nextLogNanos >= 0;
            if (report) {
                nextLogNanos = now + LOG_INTERVAL.toNanos();
            }
            trouble = latest;
        } finally {
            lock.unlock();
        }
        if (report) {
            log.atWarn()
                    .addKeyValue("principal", name.userName())
                    .addKeyValue("reason", reason)
                    .log("not connected; will try again");
        }
    }

    /** Sends what the window has room for. The lock is held. */
    private void pump() {
        MqttConnection open = connection;
        while (state == State.OPEN && open != null && inFlight.size() < window) {
            OutgoingMessage message = outbox.poll();
            if (message == null) {
                break;
            }
            Delivery delivery = new Delivery(message);
            inFlight.add(delivery);
            try {
                open.publish(message, delivery);
                counts.count(Traffic.SENT);
            } catch (MqttException e) {
                // The connection is ending, which its event tells, or the client still counts a message as in flight.
                inFlight.remove(delivery);
                counts.count(Traffic.DROPPED, outbox.putBack(List.of(message)));
                break;
            }
        }
        importantWaiting = outbox.important();
        settled.signalAll();
    }

    private void answered(Delivery delivery, int refusal) {
        lock.lock();
        try {
            if (!inFlight.remove(delivery)) {
                // The connection ended meanwhile, and the message is on its way again.
                return;
            }
            counts.count(refusal == 0 ? Traffic.ACKNOWLEDGED : Traffic.REFUSED);
            pump();
        } finally {
            lock.unlock();
        }
        if (refusal == 0) {
            listener.acknowledged(delivery.message);
        }
    }

    private void arrived(byte[] payload) {
        try {
            listener.commanded(LogJson.command(payload));
            counts.count(Traffic.COMMANDED);
        } catch (IOException e) {
            counts.count(Traffic.COMMAND_UNREADABLE);
        }
    }

    private final class ConnectionEvents implements MqttConnection.Events {
        @Override
        public void opened(MqttConnection opened, int receiveMaximum) {
            Concentrator.this.opened(opened, receiveMaximum);
        }

        @Override
        public void ended(MqttConnection ended, String reason, boolean permanent) {
            Concentrator.this.ended(ended, reason, permanent);
        }

        @Override
        public void arrived(byte[] payload) {
            Concentrator.this.arrived(payload);
        }
    }

    /** A message in flight; two are never equal. */
    private final class Delivery implements MqttActionListener {
        private final OutgoingMessage message;

        Delivery(OutgoingMessage message) {
            this.message = message;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            answered(this, MqttConnection.refusal(token));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            // Only the end of the connection fails a delivery, and that puts all of them back.
        }
    }

    private final class Subscription implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            int refusal = MqttConnection.refusal(token);
            if (refusal != 0) {
                log.atWarn()
                        .addKeyValue("principal", name.userName())
                        .addKeyValue("reason", refusal)
                        .log("the server refused the subscription to commands");
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            // The connection ended; the next one subscribes anew.
        }
    }
}

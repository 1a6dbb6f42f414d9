package io.citywatch.devices.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * A concentrator of a district, or a device that speaks for itself: carries what devices say, over one connection at a time.
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
    /** A server that takes a connection and says nothing is given so long. */
    private static final Duration OPENING_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final MqttEndpoint endpoint;
    private final Caller caller;
    private final LinkOptions options;
    private final ConcentratorListener listener;
    private final TrafficCounts counts;
    private final MqttConnection.Events connectionEvents = new ConnectionEvents();
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when a message was answered, and when a connection has opened or ended. */
    private final Condition answered = lock.newCondition();

    private final Mailbag mailbag;
    private final TroubleLog troubles;
    private State state = State.DOWN;
    private @Nullable MqttConnection connection;
    private int window;
    private long openedNanos;
    private long nextAttemptNanos = System.nanoTime();
    private long nextCheckNanos = nextAttemptNanos;

    private volatile int importantWaiting;

    private enum State {
        DOWN,
        OPENING,
        OPEN,
        CLOSED
    }

    /** A concentrator that does nothing until {@link #maintain} is called. */
    Concentrator(
            MqttEndpoint endpoint,
            Caller caller,
            LinkOptions options,
            ConcentratorListener listener,
            TrafficCounts counts) {
        this.endpoint = endpoint;
        this.caller = caller;
        this.options = options;
        this.listener = listener;
        this.counts = counts;
        this.mailbag = new Mailbag(options.backlogReadings(), counts);
        this.troubles = new TroubleLog(caller.login().name());
    }

    /** Takes a message, and sends it as soon as there is a connection with room for it. */
    public void offer(OutgoingMessage message) {
        lock.lock();
        try {
            mailbag.add(message);
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

    /** How it stands at this moment. */
    public ConcentratorStatus status() {
        lock.lock();
        try {
            return new ConcentratorStatus(
                    state == State.OPEN, mailbag.waiting(), mailbag.inFlight(), troubles.current());
        } finally {
            lock.unlock();
        }
    }

    /** How many messages that must not be dropped are waiting for their turn. Takes no lock. */
    public int importantWaiting() {
        return importantWaiting;
    }

    /** Waits until not more than that many messages are waiting or in flight; false when it takes longer than the time allowed. */
    public boolean awaitAtMost(int messages, Duration timeout) throws InterruptedException {
        long leftNanos = timeout.toNanos();
        lock.lock();
        try {
            while (mailbag.waiting() + mailbag.inFlight() > messages) {
                if (leftNanos <= 0) {
                    return false;
                }
                leftNanos = answered.awaitNanos(leftNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye to the platform. What has not been acknowledged by then is lost with this concentrator. */
    public void leave(Duration timeout) {
        MqttConnection last;
        boolean wasOpen;
        lock.lock();
        try {
            awaitSettled(timeout);
            last = connection;
            wasOpen = state == State.OPEN;
            state = State.CLOSED;
            connection = null;
        } finally {
            lock.unlock();
        }
        if (last != null && wasOpen) {
            try {
                last.leave(timeout);
            } catch (MqttException e) {
                troubles.leftWithoutFarewell(String.valueOf(e.getMessage()));
            }
        } else if (last != null) {
            last.abandon();
        }
    }

    /** Waits until a connection is open or has failed: Paho's threads wait for ever in one that is given up between the two. */
    private void awaitSettled(Duration timeout) {
        long leftNanos = timeout.toNanos();
        try {
            while (state == State.OPENING && leftNanos > 0) {
                leftNanos = answered.awaitNanos(leftNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
            opening = new MqttConnection(endpoint, caller.clientId(), caller.login(), connectionEvents);
        } catch (MqttException e) {
            throw new IllegalStateException("the client does not accept " + endpoint.uri(), e);
        }
        Packet will;
        lock.lock();
        try {
            if (state != State.DOWN) {
                return;
            }
            will = caller.speech().will();
            state = State.OPENING;
            connection = opening;
            openedNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
        try {
            opening.open(will);
        } catch (MqttException e) {
            ended(opening, String.valueOf(e.getMessage()), false);
        }
    }

    private void opened(MqttConnection opened, int receiveMaximum) {
        if (!take(opened, receiveMaximum)) {
            // It was given up while it opened; nobody would ever close it.
            opened.abandon();
            return;
        }
        caller.speech().filters().forEach(filter -> opened.subscribe(filter, troubles::notSubscribed));
    }

    /** Sends over that connection from now on; false when it is not the one that was being opened. */
    private boolean take(MqttConnection opened, int receiveMaximum) {
        lock.lock();
        try {
            if (connection != opened) {
                return false;
            }
            state = State.OPEN;
            window = Math.min(options.windowMessages(), receiveMaximum);
            backoff.succeeded();
            counts.count(Traffic.CONNECTED);
            troubles.connected();
            begin(opened);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void beginAnew(MqttConnection open) {
        lock.lock();
        try {
            if (state == State.OPEN && connection == open) {
                begin(open);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins a session, or begins it anew: what comes first in it is said first. The lock is held. */
    private void begin(MqttConnection open) {
        try {
            for (Packet packet : caller.speech().greeting()) {
                open.publish(packet, refusal -> {});
            }
        } catch (MqttException e) {
            // The connection is ending, which its event tells.
            return;
        }
        mailbag.sayAgain(caller.speech().saidAgain());
        pump();
    }

    private void ended(MqttConnection ended, String reason, boolean permanent) {
        lock.lock();
        try {
            if (connection != ended) {
                return;
            }
            connection = null;
            state = State.DOWN;
            counts.count(Traffic.CONNECTION_LOST);
            mailbag.connectionEnded();
            importantWaiting = mailbag.importantWaiting();
            long now = System.nanoTime();
            nextAttemptNanos = now + backoff.afterFailure().toNanos();
            troubles.trouble(new Trouble(reason, permanent), now);
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what the window has room for. The lock is held: what a device said first is sent first. */
    private void pump() {
        MqttConnection open = connection;
        Mailbag.Letter letter = state == State.OPEN && open != null ? mailbag.next(window) : null;
        while (letter != null && open != null) {
            Mailbag.Letter sent = letter;
            try {
                open.publish(caller.speech().packet(letter.message()), refusal -> answered(sent, refusal));
                counts.count(Traffic.SENT);
                letter = mailbag.next(window);
            } catch (MqttException e) {
                // The connection is ending, which its event tells, or the client still counts an answered message.
                caller.speech().unsent(letter.message());
                mailbag.unsent(letter);
                letter = null;
            }
        }
        importantWaiting = mailbag.importantWaiting();
        answered.signalAll();
    }

    private void answered(Mailbag.Letter letter, int refusal) {
        lock.lock();
        try {
            if (!mailbag.answered(letter, refusal == 0)) {
                return;
            }
            pump();
        } finally {
            lock.unlock();
        }
        if (refusal == 0) {
            listener.acknowledged(letter.message());
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
        public void arrived(MqttConnection at, String topic, byte[] payload) {
            try {
                Speech.Heard heard = caller.speech().heard(topic, payload);
                if (heard instanceof Speech.Heard.Commanded commanded) {
                    listener.commanded(commanded.command());
                    counts.count(Traffic.COMMANDED);
                } else if (heard instanceof Speech.Heard.BirthsWanted) {
                    beginAnew(at);
                }
            } catch (IOException e) {
                counts.count(Traffic.COMMAND_UNREADABLE);
            }
        }
    }
}

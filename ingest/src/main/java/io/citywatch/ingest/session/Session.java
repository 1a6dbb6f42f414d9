package io.citywatch.ingest.session;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.routing.Subscriber;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.ingest.session.Acknowledgement.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the server remembers of one client (MQTT 5, 4.1).
 *
 * <p>Thread-safe: routers deliver from any thread, connections come and go on theirs. Its parts are made when they are first
 * needed, since most clients only publish at QoS 1 and need none of them.
 */
public final class Session implements Subscriber {
    private static final String TOO_SLOW = "too-slow";

    private final SessionKey key;
    private final boolean takesCommands;
    private final SessionLimits limits;
    private final GatewayMeters meters;

    private final Absence absence = new Absence();
    private final Set<TopicFilter> filters = new HashSet<>(0);
    private @Nullable Outbox outbox;
    private @Nullable Inbox inbox;
    private @Nullable Outlet outlet;
    private int window = 1;
    private long expirySeconds;
    private boolean over;

    Session(SessionKey key, boolean takesCommands, SessionLimits limits, GatewayMeters meters) {
        this.key = key;
        this.takesCommands = takesCommands;
        this.limits = limits;
        this.meters = meters;
    }

    SessionKey key() {
        return key;
    }

    /** Gives the session a connection, in place of the one that it had, which is returned. */
    synchronized @Nullable Outlet attach(Outlet newOutlet, int newWindow, long newExpirySeconds) {
        Outlet before = outlet;
        outlet = newOutlet;
        absence.endsWithConnection();
        window = newWindow;
        expirySeconds = newExpirySeconds;
        if (outbox != null) {
            outbox.repeatUnacknowledged();
        }
        return before;
    }

    /** The connection is gone; says whether it was still the session's. */
    synchronized boolean detach(Outlet gone) {
        if (outlet != gone) {
            return false;
        }
        outlet = null;
        if (outbox != null) {
            outbox.dropQosZero(this);
        }
        return true;
    }

    /** Keeps a timer that is stopped when the client has come back since it had that many connections, or the session ends. */
    synchronized void untilItComesBack(Future<?> timer, int connectionsThen) {
        if (over) {
            timer.cancel(false);
        } else {
            absence.plan(timer, connectionsThen);
        }
    }

    /** Keeps the will of a connection that is gone until {@link #publishHeldWill}, or until the client comes back. */
    synchronized void holdWill(Runnable will, int connectionsThen) {
        absence.hold(will, connectionsThen);
    }

    /** Publishes the will that is kept, if the client has not come back since it had that many connections. */
    void publishHeldWill(int connectionsThen) {
        Runnable due;
        synchronized (this) {
            due = absence.takeWill(connectionsThen);
        }
        if (due != null) {
            due.run();
        }
    }

    /** Whether the session has ended: it was discarded for a new one. */
    public synchronized boolean isOver() {
        return over;
    }

    /** For how long the session outlives its connection. */
    public synchronized long expirySeconds() {
        return expirySeconds;
    }

    /** Whether nothing of it is kept for the client's next connection, were it only because that one takes over (MQTT-3.1.2-6). */
    boolean endsWithItsConnection() {
        return expirySeconds() == 0;
    }

    /** The client has changed its mind at the end of a connection; of one that another has taken the place of it does not count. */
    public synchronized void expireAfter(Outlet leaving, long seconds) {
        if (outlet == leaving) {
            expirySeconds = Math.min(seconds, limits.maxExpiry().toSeconds());
        }
    }

    /** How many connections the session has had; by it a timer knows whether the client has come back since. */
    synchronized int connections() {
        return absence.connections();
    }

    @Override
    public synchronized boolean isConnected() {
        return outlet != null;
    }

    @Override
    public boolean isSameClientAs(Subscriber other) {
        return other instanceof Session session && session.key.equals(key);
    }

    @Override
    public boolean takesCommands() {
        return takesCommands;
    }

    @Override
    public synchronized void deliver(Delivery delivery) {
        if (over) {
            return;
        }
        Outlet present = outlet;
        String reason = present == null ? noRoomOffline(delivery) : noRoom(delivery, present);
        if (reason != null) {
            meters.count(GatewayMeter.DROPPED, reason);
            if (reason.equals(TOO_SLOW) && present != null) {
                present.tooSlow();
            }
            return;
        }
        if (!delivery.takenBy(this)) {
            return;
        }
        if (outbox == null) {
            outbox = new Outbox();
        }
        outbox.add(delivery);
        if (present != null) {
            present.wake();
        }
    }

    /**
     * Why a message finds no place while the client is there; null: it finds one. What was kept for a subscription comes whole,
     * however much it is: it waits once for each of them at most, and is no sign of a slow client.
     */
    private @Nullable String noRoom(Delivery delivery, Outlet present) {
        if (delivery.isKept()) {
            return null;
        }
        int waiting = waitingNew();
        if (delivery.qos() == 0 && (waiting >= limits.maxQueuedQosZero() || !present.isWritable())) {
            return "slow";
        }
        return waiting >= limits.maxQueued() ? TOO_SLOW : null;
    }

    private @Nullable String noRoomOffline(Delivery delivery) {
        if (delivery.qos() == 0) {
            return "offline";
        }
        return waitingNew() >= limits.maxQueuedOffline() ? "queue-full" : null;
    }

    private int waitingNew() {
        return outbox == null ? 0 : outbox.waitingNew();
    }

    /** The next packet for the connection, or null when there is none or the client must acknowledge first. */
    public synchronized @Nullable Outgoing next(Outlet asking, long nowMillis) {
        return outlet != asking || outbox == null ? null : outbox.next(window, nowMillis);
    }

    /** Takes what the client says of a message that it was sent. */
    public Outcome acknowledge(Acknowledgement said, int packetId) {
        Delivery finished = null;
        synchronized (this) {
            if (outbox == null) {
                return Outcome.UNKNOWN_IDENTIFIER;
            }
            Outcome outcome = outbox.acknowledge(said, packetId);
            if (outcome != Outcome.TAKEN) {
                return outcome;
            }
            if (said != Acknowledgement.PUBREC) {
                finished = outbox.finish(packetId);
            }
        }
        if (finished != null) {
            finished.receivedBy(this);
        }
        return Outcome.TAKEN;
    }

    /** A message counts as received although it was not sent: it is larger than the client takes. */
    public void pass(int packetId) {
        Delivery passed;
        synchronized (this) {
            passed = outbox == null ? null : outbox.finish(packetId);
        }
        if (passed != null) {
            passed.receivedBy(this);
        }
    }

    /** A QoS 2 message arrives. */
    public synchronized Incoming arrive(int packetId) {
        if (inbox == null) {
            inbox = new Inbox();
        }
        return inbox.arrive(packetId);
    }

    /** How many QoS 2 messages have arrived and are not released yet. */
    public synchronized int unreleased() {
        return inbox == null ? 0 : inbox.size();
    }

    /** Whether a QoS 2 message of that identifier has arrived and is not released yet. */
    public synchronized boolean isUnreleased(int packetId) {
        return inbox != null && inbox.contains(packetId);
    }

    /** The log has a QoS 2 message. */
    public synchronized void stored(int packetId) {
        boolean askedAgain = inbox != null && inbox.stored(packetId);
        Outlet present = outlet;
        if (askedAgain && present != null) {
            present.sendReceived(packetId);
        }
    }

    /** The log has refused a QoS 2 message; a client that has sent it again since gets no PUBREC either. */
    public synchronized void failed(int packetId) {
        boolean askedAgain = inbox != null && inbox.failed(packetId);
        Outlet present = outlet;
        if (askedAgain && present != null) {
            present.logFailed();
        }
    }

    /** PUBREL; says whether the identifier was in use. */
    public synchronized boolean release(int packetId) {
        return inbox != null && inbox.release(packetId);
    }

    /** Makes room for a subscription that is routed by that filter; false when there is none. */
    public synchronized boolean reserve(TopicFilter filter) {
        return filters.contains(filter) || (filters.size() < limits.maxSubscriptions() && filters.add(filter));
    }

    /** Gives the room up again, and what was kept for the subscription and still waits. */
    public synchronized void unreserve(TopicFilter filter) {
        filters.remove(filter);
        letGoOfKept(filter);
    }

    /** By what filters its subscriptions are routed. */
    public synchronized Set<TopicFilter> filters() {
        return Set.copyOf(filters);
    }

    @Override
    public synchronized void letGoOfKept(TopicFilter filter) {
        if (outbox != null) {
            outbox.dropKept(filter, this);
        }
    }

    /** Ends all subscriptions: the session is over. Gives the connection that it had. */
    @Nullable
    Outlet discard(Router router) {
        Set<TopicFilter> all;
        List<Delivery> undelivered;
        Outlet last;
        Runnable will;
        synchronized (this) {
            over = true;
            absence.stopTimers();
            will = absence.takeWill(absence.connections());
            last = outlet;
            outlet = null;
            all = Set.copyOf(filters);
            filters.clear();
            undelivered = outbox == null ? List.of() : outbox.undelivered();
            outbox = null;
            inbox = null;
        }
        for (TopicFilter filter : all) {
            router.unsubscribe(this, filter);
        }
        long lost = undelivered.stream()
                .filter(delivery -> !router.handOn(delivery))
                .count();
        if (lost > 0) {
            meters.count(GatewayMeter.DROPPED, "session-over", lost);
        }
        if (will != null) {
            will.run();
        }
        return last;
    }
}

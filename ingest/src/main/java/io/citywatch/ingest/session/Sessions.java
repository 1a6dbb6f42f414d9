package io.citywatch.ingest.session;

import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All sessions, by client. Thread-safe. */
public final class Sessions {
    /** A client of 3.1.1 that wants its session kept, or of 5 that says so with this number, asks for this many seconds. */
    public static final long NEVER = 0xFFFF_FFFFL;

    private final ConcurrentHashMap<SessionKey, Session> byKey = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final Router router;
    private final SessionLimits limits;
    private final GatewayMeters meters;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * No sessions yet.
     *
     * @param timer ends sessions and publishes wills in time. What is cancelled leaves it at once from now on: every reconnect
     *     cancels, and what is cancelled would else be kept until it had been due, with its session
     */
    public Sessions(Router router, SessionLimits limits, GatewayMeters meters, ScheduledThreadPoolExecutor timer) {
        this.router = router;
        this.limits = limits;
        this.meters = meters;
        this.timer = timer;
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * What a client finds when it connects.
     *
     * @param session its session
     * @param present whether it had been there before
     * @param expirySeconds for how long it outlives the connection
     */
    public record Opened(Session session, boolean present, long expirySeconds) {}

    /**
     * What a client asks for when it connects.
     *
     * @param key who it is
     * @param takesCommands whether messages to a device are meant for it
     * @param cleanStart whether it wants nothing of an earlier session
     * @param expirySeconds for how long it asks that the session outlives the connection
     * @param window how many unacknowledged messages it takes
     */
    public record Request(SessionKey key, boolean takesCommands, boolean cleanStart, long expirySeconds, int window) {}

    /** Opens a client's session for a connection, and ends the connection that it may have had. */
    public Opened open(Request request, Outlet outlet) {
        long expirySeconds = grantedExpiry(request);
        Replaced replaced = new Replaced();
        Session session = byKey.compute(request.key(), (key, existing) -> {
            replaced.session = existing;
            if (existing == null) {
                counts.merge(key.userName(), 1, Integer::sum);
            }
            Session opened = existing == null || request.cleanStart() || existing.endsWithItsConnection()
                    ? new Session(key, request.takesCommands(), limits, meters)
                    : existing;
            replaced.outlet = opened.attach(outlet, request.window(), expirySeconds);
            return opened;
        });
        Session before = replaced.session;
        if (before != null && before != session) {
            replaced.outlet = before.discard(router);
        }
        if (replaced.outlet != null) {
            replaced.outlet.takenOver();
        }
        return new Opened(session, before == session, expirySeconds);
    }

    /**
     * A connection has ended; its session goes with it, or waits for the client to come back.
     *
     * @param will what is to be published in that case, if anything
     */
    public void close(Session session, Outlet outlet, @Nullable DueWill will) {
        // Before letting go: if nobody came instead, this is the number of our connection.
        int connections = session.connections();
        boolean nobodyCameInstead = session.detach(outlet);
        long expirySeconds = nobodyCameInstead ? session.expirySeconds() : 0;
        if (will != null) {
            handle(will, session, nobodyCameInstead, connections);
        }
        if (!nobodyCameInstead) {
            return;
        }
        if (expirySeconds == 0) {
            endIfAlone(session, connections);
        } else {
            session.untilItComesBack(
                    timer.schedule(() -> endIfAlone(session, connections), expirySeconds, TimeUnit.SECONDS),
                    connections);
        }
    }

    /**
     * A will that is to be published because a connection has ended.
     *
     * @param publish publishes it
     * @param delaySeconds for how long the client may come back and spare it
     */
    public record DueWill(Runnable publish, long delaySeconds) {}

    /** A will is published after its delay or when its session ends, whatever is first (MQTT 5, 3.1.3.2.2). */
    private void handle(DueWill will, Session session, boolean nobodyCameInstead, int connections) {
        boolean cameBack = !nobodyCameInstead && !session.isOver();
        boolean sessionEnds = !cameBack && (session.isOver() || session.expirySeconds() == 0);
        if (will.delaySeconds() == 0 || sessionEnds) {
            will.publish().run();
        } else if (!cameBack) {
            session.holdWill(will.publish(), connections);
            if (will.delaySeconds() < session.expirySeconds()) {
                session.untilItComesBack(
                        timer.schedule(
                                () -> session.publishHeldWill(connections), will.delaySeconds(), TimeUnit.SECONDS),
                        connections);
            }
        }
    }

    /** When there are too many, those who have one keep it. */
    private long grantedExpiry(Request request) {
        if (byKey.size() >= limits.maxSessions() && !byKey.containsKey(request.key())) {
            return 0;
        }
        return Math.min(request.expirySeconds(), limits.maxExpiry().toSeconds());
    }

    /** Whether a client has a session already, or its user name has less than that many. */
    public boolean hasRoomFor(SessionKey key, int mostOfUserName) {
        return counts.getOrDefault(key.userName(), 0) < mostOfUserName || byKey.containsKey(key);
    }

    /** How many sessions there are. */
    public int size() {
        return byKey.size();
    }

    private void endIfAlone(Session session, int connections) {
        boolean[] ended = {false};
        byKey.computeIfPresent(session.key(), (key, present) -> {
            if (present != session || session.isConnected() || session.connections() != connections) {
                return present;
            }
            ended[0] = true;
            counts.computeIfPresent(key.userName(), (name, count) -> count == 1 ? null : count - 1);
            return null;
        });
        if (ended[0]) {
            var unused = session.discard(router);
        }
    }

    /** What a new connection takes the place of. */
    private static final class Replaced {
        private @Nullable Session session;
        private @Nullable Outlet outlet;
    }
}

package io.citywatch.ingest.session;

import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All sessions, by client. Thread-safe. */
public final class Sessions {
    /** A session expiry interval of this many seconds means: never (MQTT 5, 3.1.2.11.2). */
    public static final long NEVER = 0xFFFF_FFFFL;

    private final ConcurrentHashMap<SessionKey, Session> byKey = new ConcurrentHashMap<>();
    private final Router router;
    private final SessionLimits limits;
    private final GatewayMeters meters;
    private final ScheduledExecutorService timer;

    public Sessions(Router router, SessionLimits limits, GatewayMeters meters, ScheduledExecutorService timer) {
        this.router = router;
        this.limits = limits;
        this.meters = meters;
        this.timer = timer;
    }

    /**
     * What a client finds when it connects.
     *
     * @param session its session
     * @param present whether it had been there before
     */
    public record Opened(Session session, boolean present) {}

    /**
     * What a client asks for when it connects.
     *
     * @param key who it is
     * @param takesCommands whether messages to a device are meant for it
     * @param cleanStart whether it wants nothing of an earlier session
     * @param expirySeconds for how long the session outlives the connection; {@link #NEVER}: until the server ends
     * @param window how many unacknowledged messages it takes
     */
    public record Request(SessionKey key, boolean takesCommands, boolean cleanStart, long expirySeconds, int window) {}

    /** Opens a client's session for a connection, and ends the connection that it may have had. */
    public Opened open(Request request, Outlet outlet) {
        Replaced replaced = new Replaced();
        Session session = byKey.compute(request.key(), (key, existing) -> {
            replaced.session = existing;
            Session opened = existing == null || request.cleanStart()
                    ? new Session(key, request.takesCommands(), limits, meters)
                    : existing;
            replaced.outlet = opened.attach(outlet, request.window(), request.expirySeconds());
            return opened;
        });
        Session before = replaced.session;
        if (before != null && before != session) {
            replaced.outlet = before.discard(router);
        }
        if (replaced.outlet != null) {
            replaced.outlet.takenOver();
        }
        return new Opened(session, before == session);
    }

    /** A connection has ended; its session goes with it, or waits for the client to come back. */
    public void close(Session session, Outlet outlet) {
        if (!session.detach(outlet)) {
            return;
        }
        long seconds = session.expirySeconds();
        if (seconds == 0) {
            endIfAlone(session, session.connections());
        } else if (seconds < NEVER) {
            int connections = session.connections();
            var unused = timer.schedule(() -> endIfAlone(session, connections), seconds, TimeUnit.SECONDS);
        }
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

package io.citywatch.console.access;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions that were ended before they ran out.
 *
 * <p>It is kept in memory: a session that was ended counts again after a restart of the console, for the one who has kept
 * its cookie. Bounded by forgetting what has run out; only the holder of a valid session can add to it.
 */
final class SignedOut {
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    void add(String session, Instant expires, Instant now) {
        expiries.values().removeIf(expiry -> !now.isBefore(expiry));
        expiries.put(session, expires);
    }

    boolean contains(String session) {
        return expiries.containsKey(session);
    }
}

package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.UplinkRoute;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the topics on which one connection publishes: made on the first message of a topic, found for all others.
 *
 * <p>It is asked for every message, and its topic's name is a new string each time, so that the name's own hash code would be
 * computed anew each time; that took a seventh of the gateway's time. Here only the end of the name is hashed, where devices
 * differ. The table is set-associative: a name can be in one of four places. Names that collide, by chance or by intent, push
 * each other out and are parsed again; they can't make a look-up long.
 */
final class RouteCache {
    private static final int WAYS = 4;
    /** A concentrator's devices with a few topics each; beyond it topics push each other out rather than let it grow. */
    private static final int MAX_SETS = 2048;
    /** The end of a topic: a device's name, or the end of a longer one, and the channel. */
    private static final int HASHED_CHARACTERS = 32;

    /** Odd numbers with bits well spread; they bring every character's bits to the upper half, from which a set is taken. */
    private static final int MULTIPLIER = 0x9E3779B1;

    private static final int OTHER_MULTIPLIER = 0x85EBCA6B;

    private @Nullable UplinkRoute[] routes = new UplinkRoute[WAYS];
    private int nextVictim;

    /** The route of that topic, or null when it is not here. */
    @Nullable
    UplinkRoute get(String topic) {
        int first = firstPlace(topic);
        for (int place = first; place < first + WAYS; place++) {
            UplinkRoute route = routes[place];
            if (route != null && route.name().equals(topic)) {
                return route;
            }
        }
        return null;
    }

    void put(UplinkRoute route) {
        while (!putIfFree(route)) {
            if (routes.length == MAX_SETS * WAYS) {
                routes[firstPlace(route.name()) + nextVictim] = route;
                nextVictim = (nextVictim + 1) % WAYS;
                return;
            }
            grow();
        }
    }

    private boolean putIfFree(UplinkRoute route) {
        int first = firstPlace(route.name());
        for (int place = first; place < first + WAYS; place++) {
            if (routes[place] == null) {
                routes[place] = route;
                return true;
            }
        }
        return false;
    }

    private void grow() {
        @Nullable UplinkRoute[] before = routes;
        routes = new UplinkRoute[2 * before.length];
        for (UplinkRoute route : before) {
            if (route != null) {
                // Half of a set moves on; none can overflow.
                boolean placed = putIfFree(route);
                assert placed;
            }
        }
    }

    /** Two independent sums, so that the processor need not wait for each multiplication. */
    private int firstPlace(String topic) {
        int length = topic.length();
        int even = length;
        int odd = 0;
        for (int i = Math.max(0, length - HASHED_CHARACTERS); i + 1 < length; i += 2) {
            even = 31 * even + topic.charAt(i);
            odd = 31 * odd + topic.charAt(i + 1);
        }
        int hash = even * MULTIPLIER ^ odd * OTHER_MULTIPLIER;
        hash = (hash ^ hash >>> 15) * MULTIPLIER;
        int sets = routes.length / WAYS;
        return ((hash >>> 16) & (sets - 1)) * WAYS;
    }
}

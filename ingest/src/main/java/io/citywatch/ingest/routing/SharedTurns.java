package io.citywatch.ingest.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses, for each shared subscription that a message matches, the one member that gets it: those that are connected in
 * turn, and only when none is, one of the others (MQTT 5, 4.8.2).
 */
final class SharedTurns {
    private final AtomicInteger turn = new AtomicInteger();

    /** The unshared of the subscriptions, and one of each shared group. */
    List<Subscription> choose(List<Subscription> matching) {
        boolean anyShared = false;
        for (Subscription subscription : matching) {
            anyShared |= subscription.filter().group() != null;
        }
        return anyShared ? chooseAmongShared(matching) : matching;
    }

    private List<Subscription> chooseAmongShared(List<Subscription> matching) {
        List<Subscription> chosen = new ArrayList<>(matching.size());
        Map<TopicFilter, List<Subscription>> groups = new HashMap<>();
        for (Subscription subscription : matching) {
            if (subscription.filter().group() == null) {
                chosen.add(subscription);
            } else {
                groups.computeIfAbsent(subscription.filter(), f -> new ArrayList<>(2))
                        .add(subscription);
            }
        }
        int next = turn.getAndIncrement();
        for (List<Subscription> members : groups.values()) {
            chosen.add(oneOf(members, next));
        }
        return chosen;
    }

    private static Subscription oneOf(List<Subscription> members, int next) {
        List<Subscription> connected = new ArrayList<>(members.size());
        for (Subscription member : members) {
            if (member.subscriber().isConnected()) {
                connected.add(member);
            }
        }
        List<Subscription> candidates = connected.isEmpty() ? members : connected;
        return candidates.get(Math.floorMod(next, candidates.size()));
    }
}

package io.citywatch.ingest.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions, found by topic.
 *
 * <p>Filters without wildcards, of which every connected device has one, stand in a flat map; those with wildcards, of which
 * there are few, in a tree of levels. Lookups run on any thread without a lock; changes exclude each other. A change is seen
 * by every lookup that begins after it.
 */
final class SubscriptionTree {
    private static final Subscription[] NONE = {};

    private final ConcurrentHashMap<String, Subscription[]> exact = new ConcurrentHashMap<>();
    private final Node root = new Node();

    /** Adds a subscription, or puts it in place of the same subscriber's earlier one; says whether it is new. */
    synchronized boolean put(Subscription subscription) {
        TopicFilter filter = subscription.filter();
        if (!filter.hasWildcard()) {
            Subscription[] before = exact.getOrDefault(filter.text(), NONE);
            exact.put(filter.text(), with(before, subscription));
            return indexOf(before, subscription.subscriber(), filter) < 0;
        }
        Node node = root;
        for (String level : filter.levels()) {
            node = node.childForPut(level);
        }
        boolean isNew = indexOf(node.subscriptions, subscription.subscriber(), filter) < 0;
        node.subscriptions = with(node.subscriptions, subscription);
        return isNew;
    }

    /** A subscriber's subscription to a filter; null when there is none. */
    @Nullable
    Subscription get(Subscriber subscriber, TopicFilter filter) {
        if (!filter.hasWildcard()) {
            return of(exact.getOrDefault(filter.text(), NONE), subscriber, filter);
        }
        Node node = root;
        for (String level : filter.levels()) {
            node = node.child(level);
            if (node == null) {
                return null;
            }
        }
        return of(node.subscriptions, subscriber, filter);
    }

    private static @Nullable Subscription of(Subscription[] subscriptions, Subscriber subscriber, TopicFilter filter) {
        int index = indexOf(subscriptions, subscriber, filter);
        return index < 0 ? null : subscriptions[index];
    }

    /** Removes a subscription and gives it; null when there was none. */
    synchronized @Nullable Subscription remove(Subscriber subscriber, TopicFilter filter) {
        if (!filter.hasWildcard()) {
            Subscription[] before = exact.getOrDefault(filter.text(), NONE);
            int index = indexOf(before, subscriber, filter);
            if (index < 0) {
                return null;
            }
            if (before.length == 1) {
                exact.remove(filter.text());
            } else {
                exact.put(filter.text(), without(before, index));
            }
            return before[index];
        }
        return remove(root, 0, subscriber, filter);
    }

    /** Adds to the list every subscription that matches the topic. */
    void collect(String topic, List<Subscription> into) {
        addAll(exact.get(topic), into);
        if (root.isLeaf()) {
            return;
        }
        String[] levels = TopicLevels.split(topic);
        if (TopicFilter.isReserved(topic)) {
            Node child = root.literal(levels[0]);
            if (child != null) {
                collect(child, levels, 1, into);
            }
        } else {
            collect(root, levels, 0, into);
        }
    }

    private static void collect(Node node, String[] levels, int depth, List<Subscription> into) {
        Node below = node.allBelow;
        if (below != null) {
            addAll(below.subscriptions, into);
        }
        if (depth == levels.length) {
            addAll(node.subscriptions, into);
            return;
        }
        Node literal = node.literal(levels[depth]);
        if (literal != null) {
            collect(literal, levels, depth + 1, into);
        }
        Node any = node.oneLevel;
        if (any != null) {
            collect(any, levels, depth + 1, into);
        }
    }

    private static @Nullable Subscription remove(Node node, int depth, Subscriber subscriber, TopicFilter filter) {
        if (depth == filter.levels().length) {
            int index = indexOf(node.subscriptions, subscriber, filter);
            if (index < 0) {
                return null;
            }
            Subscription removed = node.subscriptions[index];
            node.subscriptions = without(node.subscriptions, index);
            return removed;
        }
        String level = filter.levels()[depth];
        Node child = node.child(level);
        if (child == null) {
            return null;
        }
        Subscription removed = remove(child, depth + 1, subscriber, filter);
        if (child.isLeaf() && child.subscriptions.length == 0) {
            node.drop(level);
        }
        return removed;
    }

    private static void addAll(Subscription @Nullable [] from, List<Subscription> into) {
        if (from != null) {
            for (Subscription subscription : from) {
                into.add(subscription);
            }
        }
    }

    private static int indexOf(Subscription[] subscriptions, Subscriber subscriber, TopicFilter filter) {
        for (int i = 0; i < subscriptions.length; i++) {
            if (subscriptions[i].subscriber() == subscriber
                    && subscriptions[i].filter().equals(filter)) {
                return i;
            }
        }
        return -1;
    }

    private static Subscription[] with(Subscription[] before, Subscription added) {
        List<Subscription> after = new ArrayList<>(List.of(before));
        int index = indexOf(before, added.subscriber(), added.filter());
        if (index < 0) {
            after.add(added);
        } else {
            after.set(index, added);
        }
        return after.toArray(NONE);
    }

    private static Subscription[] without(Subscription[] before, int index) {
        List<Subscription> after = new ArrayList<>(List.of(before));
        after.remove(index);
        return after.toArray(NONE);
    }

    /** One level of the filters with wildcards. Changed under the tree's lock, read without. */
    private static final class Node {
        private volatile Subscription[] subscriptions = NONE;
        private volatile @Nullable ConcurrentHashMap<String, Node> literals;
        private volatile @Nullable Node oneLevel;
        private volatile @Nullable Node allBelow;

        @Nullable
        Node literal(String level) {
            ConcurrentHashMap<String, Node> children = literals;
            return children == null ? null : children.get(level);
        }

        @Nullable
        Node child(String level) {
            if (TopicFilter.isOneLevel(level)) {
                return oneLevel;
            }
            return TopicFilter.isAllBelow(level) ? allBelow : literal(level);
        }

        Node childForPut(String level) {
            Node child = child(level);
            if (child != null) {
                return child;
            }
            Node added = new Node();
            if (TopicFilter.isOneLevel(level)) {
                oneLevel = added;
            } else if (TopicFilter.isAllBelow(level)) {
                allBelow = added;
            } else {
                ConcurrentHashMap<String, Node> children = literals;
                if (children == null) {
                    children = new ConcurrentHashMap<>();
                    literals = children;
                }
                children.put(level, added);
            }
            return added;
        }

        void drop(String level) {
            if (TopicFilter.isOneLevel(level)) {
                oneLevel = null;
            } else if (TopicFilter.isAllBelow(level)) {
                allBelow = null;
            } else {
                ConcurrentHashMap<String, Node> children = literals;
                if (children != null) {
                    children.remove(level);
                }
            }
        }

        boolean isLeaf() {
            ConcurrentHashMap<String, Node> children = literals;
            return oneLevel == null && allBelow == null && (children == null || children.isEmpty());
        }
    }
}

package io.citywatch.ingest.routing;

import io.citywatch.ingest.routing.SubscriptionOptions.RetainHandling;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to their subscribers.
 *
 * <p>Thread-safe. Plain messages are routed without a lock. Changes of retained messages and new subscriptions exclude each
 * other, so that a new subscriber gets each retained message once and never an older after a newer one.
 */
public final class Router {
    private final SubscriptionTree subscriptions = new SubscriptionTree();
    private final RetainedMessages retained;
    private final SharedTurns turns = new SharedTurns();
    private final AtomicInteger liveReaders = new AtomicInteger();
    private final Predicate<TopicFilter> mayMatchUplink;
    private final Clock clock;

    /**
     * A router without subscriptions.
     *
     * @param mayMatchUplink whether a filter may match what devices publish; while no subscription does, nobody asks the
     *     router about such messages at all
     * @param clock decides what has expired
     * @param maxRetainedBytes how much retained messages may take before clients can retain no more
     */
    public Router(Predicate<TopicFilter> mayMatchUplink, Clock clock, long maxRetainedBytes) {
        this.mayMatchUplink = mayMatchUplink;
        this.clock = clock;
        retained = new RetainedMessages(maxRetainedBytes);
    }

    /** Whether anybody may be reading what devices publish. Cheap: asked for every message. */
    public boolean hasLiveReaders() {
        return liveReaders.get() > 0;
    }

    /** Adds or replaces a subscription and delivers the retained messages it asks for. */
    public synchronized void subscribe(Subscription subscription) {
        boolean isNew = subscriptions.put(subscription);
        if (isNew && mayMatchUplink.test(subscription.filter())) {
            liveReaders.incrementAndGet();
        }
        RetainHandling handling = subscription.options().retainHandling();
        boolean wanted = handling == RetainHandling.SEND || (handling == RetainHandling.SEND_IF_NEW && isNew);
        // A shared subscription gets no retained messages (MQTT 5, 4.8.2).
        if (wanted && subscription.filter().group() == null) {
            if (!isNew) {
                subscription.subscriber().letGoOfKept(subscription.filter());
            }
            for (Publication publication : retained.matching(subscription.filter(), clock.millis())) {
                if (!isUnwantedByItsPublisher(publication, subscription)) {
                    deliver(publication, subscription, true);
                }
            }
        }
    }

    /** A subscriber's subscription to a filter; null when there is none. */
    public @Nullable Subscription subscription(Subscriber subscriber, TopicFilter filter) {
        return subscriptions.get(subscriber, filter);
    }

    /** Removes a subscription; says whether it was there. */
    public synchronized boolean unsubscribe(Subscriber subscriber, TopicFilter filter) {
        if (subscriptions.remove(subscriber, filter) == null) {
            return false;
        }
        if (mayMatchUplink.test(filter)) {
            liveReaders.decrementAndGet();
        }
        return true;
    }

    /** Brings a message to everybody who has subscribed to its topic; says to how many. */
    public int publish(Publication publication) {
        List<Subscription> matching = new ArrayList<>(2);
        subscriptions.collect(publication.topic(), matching);
        if (matching.isEmpty()) {
            return 0;
        }
        List<Subscription> chosen = turns.choose(matching);
        if (chosen.size() == 1) {
            return send(publication, chosen);
        }
        int sent = 0;
        Map<Subscriber, List<Subscription>> bySubscriber = new HashMap<>();
        for (Subscription subscription : chosen) {
            if (subscription.filter().group() != null) {
                // Each shared subscription hands on a copy of its own, whatever else its member has (MQTT 5, 4.8.2).
                sent += send(publication, List.of(subscription));
            } else {
                bySubscriber
                        .computeIfAbsent(subscription.subscriber(), s -> new ArrayList<>(1))
                        .add(subscription);
            }
        }
        for (List<Subscription> ofOne : bySubscriber.values()) {
            sent += send(publication, ofOne);
        }
        return sent;
    }

    /**
     * Gives a message for which a member of a shared subscription was chosen, and which it can't get any more, to another
     * member; false when nobody else gets it. At QoS 1 only: one of QoS 2 may have arrived (MQTT 5, 4.8.2).
     */
    public boolean handOn(Delivery delivery) {
        TopicFilter shared = delivery.via();
        if (shared == null || shared.group() == null || delivery.qos() != 1) {
            return false;
        }
        List<Subscription> members = new ArrayList<>(2);
        subscriptions.collect(delivery.publication().topic(), members);
        members.removeIf(member -> !member.filter().equals(shared));
        return !members.isEmpty() && send(delivery.publication(), turns.choose(members)) > 0;
    }

    /** Keeps a message for later subscribers (or, empty, ends that), whatever is kept already, and brings it to the present ones. */
    public synchronized void publishRetained(Publication publication) {
        retained.put(publication);
        publish(publication);
    }

    /**
     * Brings a client's message to everybody who has subscribed to its topic, and keeps it if it is to be retained; false when
     * there is no room to keep it, and then nobody has got it.
     */
    public boolean distribute(Publication publication) {
        if (publication.retain()) {
            return distributeRetained(publication);
        }
        publish(publication);
        return true;
    }

    private synchronized boolean distributeRetained(Publication publication) {
        if (!retained.hasRoomFor(publication)) {
            return false;
        }
        publishRetained(publication);
        return true;
    }

    /** How many messages are retained. */
    public synchronized int retainedCount() {
        return retained.size();
    }

    /** Delivers a message that was kept for a subscription, with the retain flag or without. */
    public static void deliver(Publication publication, Subscription to, boolean retain) {
        Integer identifier = to.options().identifier();
        to.subscriber()
                .deliver(new Delivery(
                        publication,
                        Math.min(publication.qos(), to.options().qos()),
                        retain,
                        identifier == null ? List.of() : List.of(identifier),
                        to.filter()));
    }

    /** Whether "no local" keeps a message from the client that has published it, be it over another session (MQTT-3.8.3-3). */
    private static boolean isUnwantedByItsPublisher(Publication publication, Subscription subscription) {
        Subscriber publisher = publication.life().publisher();
        return subscription.options().noLocal()
                && publisher != null
                && subscription.subscriber().isSameClientAs(publisher);
    }

    /** Sends one copy for a subscriber's own subscriptions, at the highest QoS of them (MQTT 5, 3.3.4), or for one shared one. */
    private static int send(Publication publication, List<Subscription> ofOneSubscriber) {
        int qos = -1;
        boolean retain = false;
        List<Integer> identifiers = List.of();
        Subscriber subscriber = ofOneSubscriber.get(0).subscriber();
        for (Subscription subscription : ofOneSubscriber) {
            SubscriptionOptions options = subscription.options();
            if (isUnwantedByItsPublisher(publication, subscription)) {
                continue;
            }
            qos = Math.max(qos, options.qos());
            retain |= options.retainAsPublished() && publication.retain();
            Integer identifier = options.identifier();
            if (identifier != null) {
                identifiers = with(identifiers, identifier);
            }
        }
        if (qos < 0) {
            return 0;
        }
        TopicFilter filter = ofOneSubscriber.get(0).filter();
        subscriber.deliver(new Delivery(
                publication,
                Math.min(qos, publication.qos()),
                retain,
                identifiers,
                filter.group() == null ? null : filter));
        return 1;
    }

    private static List<Integer> with(List<Integer> identifiers, Integer added) {
        if (identifiers.isEmpty()) {
            return List.of(added);
        }
        List<Integer> longer = new ArrayList<>(identifiers);
        longer.add(added);
        return List.copyOf(longer);
    }
}

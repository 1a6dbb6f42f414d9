package io.citywatch.ingest.downlink;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.routing.Subscriber;
import io.citywatch.ingest.routing.Subscription;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.command.RebirthRequest;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Commands from when they stand in the log until a device has them or they expire.
 *
 * <p>A command goes at once to whoever has subscribed to its topic, and to its device when that subscribes later or comes back
 * to a session that has. It is done with when the device has acknowledged it, or when it was sent to it at QoS 0. What was delivered is not remembered over a
 * restart of the gateway: a device that comes back after one gets its unexpired commands again, and knows them by their id.
 *
 * <p>Thread-safe.
 */
public final class PendingCommands {
    /** Enough for everything that one device is sensibly told before it comes back; the oldest make room. */
    private static final int MAX_FOR_ONE_DEVICE = 16;

    /** Commands are offered at the highest QoS; each device gets them at the one it has asked for. */
    private static final int QOS = 2;

    private final Router router;
    private final GatewayMeters meters;
    private final Clock clock;
    /** By topic, oldest first. */
    private final Map<String, Deque<Pending>> byTopic = new HashMap<>();

    private int count;

    public PendingCommands(Router router, GatewayMeters meters, Clock clock) {
        this.router = router;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes a command from the log. */
    public void add(Command command, byte[] json) {
        if (command.expires() <= clock.millis()) {
            meters.count(GatewayMeter.DOWNLINK, "command-expired");
            return;
        }
        meters.count(GatewayMeter.DOWNLINK, "command");
        Pending pending = new Pending(command, json);
        synchronized (this) {
            Deque<Pending> ofDevice = byTopic.computeIfAbsent(pending.publication.topic(), t -> new ArrayDeque<>(1));
            if (ofDevice.removeIf(earlier -> earlier.id.equals(command.id()))) {
                count--;
            }
            if (ofDevice.size() == MAX_FOR_ONE_DEVICE) {
                ofDevice.removeFirst();
                count--;
                meters.count(GatewayMeter.DROPPED, "command-queue-full");
            }
            ofDevice.addLast(pending);
            count++;
        }
        router.publish(pending.publication);
    }

    /** Asks an edge node for its births, if it is there: one that comes later is born without being asked. */
    public void ask(RebirthRequest rebirth) {
        if (rebirth.expires() <= clock.millis()) {
            meters.count(GatewayMeter.DOWNLINK, "command-expired");
            return;
        }
        meters.count(GatewayMeter.DOWNLINK, "rebirth");
        var life = new Publication.Life(rebirth.expires(), MqttProperties.NO_PROPERTIES, null, null);
        router.publish(new Publication(rebirth.topic(), rebirth.payload(), 0, false, life));
    }

    /**
     * A device (or its concentrator) has subscribed, or is back with a session that has: offers it the commands that wait. The
     * session takes those that it does not bring to it already, from before or from the log meanwhile.
     */
    public void handOver(Subscription subscription) {
        for (Publication publication : waitingFor(subscription.filter())) {
            Router.deliver(publication, subscription, false);
        }
    }

    /** How many commands wait. */
    public synchronized int size() {
        return count;
    }

    /** Forgets what has expired. */
    public synchronized void forgetExpired() {
        long now = clock.millis();
        for (Iterator<Deque<Pending>> all = byTopic.values().iterator(); all.hasNext(); ) {
            Deque<Pending> ofDevice = all.next();
            int before = ofDevice.size();
            ofDevice.removeIf(pending -> pending.publication.isExpired(now));
            int expired = before - ofDevice.size();
            count -= expired;
            if (expired > 0) {
                meters.count(GatewayMeter.DROPPED, "command-expired", expired);
            }
            if (ofDevice.isEmpty()) {
                all.remove();
            }
        }
    }

    private synchronized List<Publication> waitingFor(TopicFilter filter) {
        List<Publication> found = new ArrayList<>();
        if (filter.hasWildcard()) {
            byTopic.forEach((topic, ofDevice) -> {
                if (filter.matches(topic)) {
                    ofDevice.forEach(pending -> found.add(pending.publication));
                }
            });
        } else {
            byTopic.getOrDefault(filter.text(), new ArrayDeque<>(0)).forEach(pending -> found.add(pending.publication));
        }
        return found;
    }

    private synchronized boolean taken(Pending pending, Subscriber subscriber) {
        return pending.takenBy.add(subscriber);
    }

    private synchronized void dropped(Pending pending, Subscriber subscriber) {
        pending.takenBy.remove(subscriber);
    }

    private synchronized void delivered(Pending pending) {
        Deque<Pending> ofDevice = byTopic.get(pending.publication.topic());
        if (ofDevice != null && ofDevice.remove(pending)) {
            count--;
            meters.count(GatewayMeter.DOWNLINK, "command-delivered");
            if (ofDevice.isEmpty()) {
                byTopic.remove(pending.publication.topic());
            }
        }
    }

    /** A command that no device has yet. */
    private final class Pending implements Publication.Receipt {
        private final String id;
        private final Publication publication;
        /** Sessions that bring it to their clients already, also over a reconnect. */
        private final Set<Subscriber> takenBy = new HashSet<>(2);

        Pending(Command command, byte[] json) {
            id = command.id();
            publication = new Publication(
                    command.address().commandTopic(),
                    json,
                    QOS,
                    false,
                    new Publication.Life(command.expires(), MqttProperties.NO_PROPERTIES, null, this));
        }

        @Override
        public boolean taken(Subscriber subscriber) {
            return PendingCommands.this.taken(this, subscriber);
        }

        @Override
        public void dropped(Subscriber subscriber) {
            PendingCommands.this.dropped(this, subscriber);
        }

        @Override
        public void received(Subscriber subscriber) {
            if (subscriber.takesCommands()) {
                delivered(this);
            }
        }
    }
}

package io.citywatch.ingest.connection;

import io.citywatch.ingest.admission.PublishRate;
import io.citywatch.ingest.admission.PublishRates;
import io.citywatch.ingest.codec.PublishPacket;
import io.citywatch.ingest.log.UplinkLog;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.session.Incoming;
import io.citywatch.ingest.session.Session;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Brings what clients publish into the log, or, where that is open to them, from memory to subscribers.
 *
 * <p>This is the hot path: rights, time of arrival, append. What can be done once for all messages that were read together is:
 * the look at the clock, and the counting.
 */
public final class PublishHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "publish";

    /** Enough for a sensor's topics and for a small concentrator's. */
    static final int MAX_TOPIC_ALIAS = 64;

    /** Twice what the longest topic of a device's takes; an alias is remembered with its topic, whatever that is. */
    static final int MAX_TOPIC_BYTES = 512;

    /** Stands for every topic that is longer. */
    private static final byte[] TOO_LONG = new byte[MAX_TOPIC_BYTES + 1];

    private static final byte SUCCESS = 0;

    private final MqttConnection connection;
    private final ReadGate gate;
    private final ConnectionLimits limits;
    private final InFlightPublishes inFlight;
    private final UplinkLog uplink;
    private final Router router;
    private final LongAdder accepted;
    private final LongAdder acceptedBytes;
    private @Nullable OwnTopics ownTopics;
    /** The newest way into the log that is none of {@link #ownTopics}: a client with such a topic mostly has no other. */
    private @Nullable UplinkRoute lastRoute;

    private @Nullable PublishRate rate;
    private byte @Nullable [] @Nullable [] aliases;

    /** Of the messages that were read together; 0: not looked at yet. */
    private long arrivalMillis;

    private int uncounted;
    private long uncountedBytes;

    public PublishHandler(MqttConnection connection, ConnectionLimits limits) {
        this.connection = connection;
        this.gate = connection.gate();
        this.limits = limits;
        inFlight = connection.inFlight();
        GatewayServices services = connection.services();
        uplink = services.uplink();
        router = services.router();
        accepted = services.meters().adder(GatewayMeter.ACCEPTED);
        acceptedBytes = services.meters().adder(GatewayMeter.ACCEPTED_BYTES);
        inFlight.whenShorter(this::openIfRoom);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof PublishPacket publish) {
            publish(publish);
        } else if (((MqttMessage) packet).fixedHeader().messageType() == MqttMessageType.PUBREL) {
            release(ctx, ((MqttMessageIdVariableHeader) ((MqttMessage) packet).variableHeader()).messageId());
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        arrivalMillis = 0;
        inFlight.report();
        if (uncounted > 0) {
            accepted.add(uncounted);
            acceptedBytes.add(uncountedBytes);
            uncounted = 0;
            uncountedBytes = 0;
        }
        ctx.fireChannelReadComplete();
    }

    private void publish(PublishPacket message) {
        int qos = message.qos();
        MqttProperties properties = message.properties();
        Ending fault = fault(message, qos);
        if (fault != null) {
            connection.end(fault);
            return;
        }
        byte[] topic = message.topic();
        Long alias = properties.isEmpty() ? null : Properties5.number(properties, MqttProperties.TOPIC_ALIAS);
        if (alias != null) {
            if (alias == 0 || alias > MAX_TOPIC_ALIAS) {
                connection.end(Ending.TOPIC_ALIAS_INVALID);
                return;
            }
            topic = aliased(topic, alias.intValue());
        }
        if (topic == null || topic.length == 0) {
            connection.end(Ending.PROTOCOL_ERROR);
            return;
        }
        int packetId = message.packetId();
        UplinkRoute known = knownRoute(topic);
        String name = null;
        if (known == null) {
            if (topic.length > MAX_TOPIC_BYTES) {
                reject(Rejection.UNKNOWN_TOPIC, message);
                return;
            }
            name = new String(topic, StandardCharsets.UTF_8);
            Route route = Route.of(name, connection.login().principal());
            if (route instanceof Route.Closed closed) {
                reject(closed.rejection(), message);
                return;
            }
            if (route instanceof Route.ToLog toLog) {
                known = toLog.uplink();
                lastRoute = known;
            }
        }
        if (qos == 2 && !isNew(packetId)) {
            slowDown(message.payload().length);
            closeIfFull();
            return;
        }
        if (known != null) {
            if (!properties.isEmpty()) {
                known = known.with(Properties5.text(properties, MqttProperties.CONTENT_TYPE));
            }
            append(known, packetId, qos, message);
        } else if (name != null) {
            distribute(name, packetId, qos, message);
        }
    }

    /** The way into the log of a topic on which the client may publish, if it can be told without a closer look. */
    private @Nullable UplinkRoute knownRoute(byte[] topic) {
        OwnTopics own = ownTopics;
        if (own == null) {
            own = new OwnTopics(connection.login().principal());
            ownTopics = own;
        }
        UplinkRoute route = own.route(topic);
        if (route == null && lastRoute != null && lastRoute.isFor(topic)) {
            return lastRoute;
        }
        return route;
    }

    /** For what the connection must end, if for anything. */
    private @Nullable Ending fault(PublishPacket message, int qos) {
        if (qos == 0 && message.isDup()) {
            return Ending.PROTOCOL_ERROR;
        }
        if (message.payload().length > limits.maxPayloadBytes()) {
            return Ending.PACKET_TOO_LARGE;
        }
        if (connection.isVersion5() && qos > 0 && isBeyondReceiveMaximum(message, qos)) {
            return Ending.RECEIVE_MAXIMUM_EXCEEDED;
        }
        return null;
    }

    /** The topic for which the alias stands, after learning it if it is new; null when it stands for none. */
    private byte @Nullable [] aliased(byte[] topic, int alias) {
        if (aliases == null) {
            aliases = new byte[MAX_TOPIC_ALIAS + 1][];
        }
        if (topic.length > 0) {
            aliases[alias] = topic.length > MAX_TOPIC_BYTES ? TOO_LONG : topic;
        }
        return aliases[alias];
    }

    /** Messages of QoS 1 count until they are acknowledged, those of QoS 2 until they are released (MQTT-3.3.4-9). */
    private boolean isBeyondReceiveMaximum(PublishPacket message, int qos) {
        Session session = connection.login().session();
        boolean isFull = inFlight.unacknowledged() + session.unreleased() >= limits.receiveMaximum();
        return isFull && !(qos == 2 && session.isUnreleased(message.packetId()));
    }

    /** Whether a message of QoS 2 is to be appended; if it was before, its PUBREC is sent again when it is stored. */
    private boolean isNew(int packetId) {
        Incoming incoming = connection.login().session().arrive(packetId);
        if (incoming == Incoming.STORED_BEFORE) {
            inFlight.sendReceived(packetId);
        }
        return incoming == Incoming.NEW;
    }

    private void release(ChannelHandlerContext ctx, int packetId) {
        boolean known = connection.login().session().release(packetId);
        ctx.writeAndFlush(Replies.acknowledge(
                MqttMessageType.PUBCOMP,
                packetId,
                known || !connection.isVersion5()
                        ? MqttReasonCodes.PubComp.SUCCESS.byteValue()
                        : MqttReasonCodes.PubComp.PACKET_IDENTIFIER_NOT_FOUND.byteValue()));
    }

    private void append(UplinkRoute route, int packetId, int qos, PublishPacket message) {
        byte[] payload = message.payload();
        if (arrivalMillis == 0) {
            arrivalMillis = System.currentTimeMillis();
        }
        InFlightPublish entry = inFlight.add(packetId, qos, payload.length + route.overheadBytes(), arrivalMillis);
        if (route.isLive() && router.hasLiveReaders()) {
            entry.live(publication(route.name(), payload, arrivalMillis, message));
        }
        uncounted++;
        uncountedBytes += payload.length;
        uplink.append(route, connection.login().sender(), arrivalMillis, qos, payload, entry);
        slowDown(payload.length);
        closeIfFull();
    }

    private void closeIfFull() {
        if (inFlight.bytes() >= limits.maxInFlightBytes()) {
            gate.close(ReadGate.Reason.CONNECTION_FULL);
        }
    }

    /** Reads nothing more for a while when the client has sent more than it may. */
    private void slowDown(int payloadBytes) {
        PublishRate known = rate;
        if (known == null) {
            PublishRates rates = connection.services().admission().publishRates();
            Principal principal = connection.login().principal();
            known = rates.hold(principal);
            rate = known;
            connection.channel().closeFuture().addListener(closed -> rates.release(principal));
        }
        long pauseNanos = known.pauseNanosAfter(payloadBytes);
        if (pauseNanos > 0 && gate.close(ReadGate.Reason.RATE)) {
            var unused = connection
                    .channel()
                    .eventLoop()
                    .schedule(() -> gate.open(ReadGate.Reason.RATE), pauseNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** A message that nobody has to keep: its subscribers get it, and it is acknowledged. */
    private void distribute(String topic, int packetId, int qos, PublishPacket message) {
        byte[] payload = message.payload();
        if (!router.distribute(publication(topic, payload, System.currentTimeMillis(), message))) {
            if (qos == 2) {
                connection.login().session().failed(packetId);
            }
            reject(Rejection.RETAINED_FULL, message);
            return;
        }
        if (qos == 2) {
            connection.login().session().stored(packetId);
        }
        if (qos > 0) {
            inFlight.addAnswered(packetId, qos, SUCCESS);
        }
        slowDown(payload.length);
        closeIfFull();
    }

    private Publication publication(String topic, byte[] payload, long sinceMillis, PublishPacket message) {
        return new Publication(
                topic,
                payload,
                message.qos(),
                message.isRetain(),
                PublishProperties.life(
                        message.properties(), sinceMillis, connection.login().session()));
    }

    private void reject(Rejection rejection, PublishPacket message) {
        connection.services().meters().count(GatewayMeter.REJECTED, rejection.text());
        if (!connection.isVersion5()) {
            connection.end(rejection.ending());
            return;
        }
        if (message.qos() > 0) {
            inFlight.addAnswered(message.packetId(), message.qos(), rejection.reasonCode());
        }
        slowDown(message.payload().length);
        closeIfFull();
    }

    private void openIfRoom() {
        if (inFlight.bytes() <= limits.maxInFlightBytes() / 2) {
            gate.open(ReadGate.Reason.CONNECTION_FULL);
        }
    }
}

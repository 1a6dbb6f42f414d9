package io.citywatch.ingest.connection;

import io.citywatch.ingest.admission.PublishRate;
import io.citywatch.ingest.admission.PublishRates;
import io.citywatch.ingest.log.UplinkLog;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.session.Incoming;
import io.citywatch.ingest.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Brings what clients publish into the log, or, where that is open to them, from memory to subscribers.
 *
 * <p>This is the hot path: rights, time of arrival, append. A topic is parsed and checked once for a connection. The payload is
 * copied once, into the array that the log takes over; the packet's buffer is released here.
 */
public final class PublishHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "publish";

    /** Enough for a sensor's topics and for a small concentrator's. */
    static final int MAX_TOPIC_ALIAS = 64;

    private static final byte SUCCESS = 0;

    private final MqttConnection connection;
    private final ReadGate gate;
    private final ConnectionLimits limits;
    private final InFlightPublishes inFlight;
    private final UplinkLog uplink;
    private final Router router;
    private final LongAdder accepted;
    private final LongAdder acceptedBytes;
    private @Nullable RouteCache routes;
    private @Nullable PublishRate rate;
    private @Nullable String @Nullable [] aliases;

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
        if (packet instanceof MqttPublishMessage publish) {
            try {
                publish(publish);
            } finally {
                publish.release();
            }
        } else if (((MqttMessage) packet).fixedHeader().messageType() == MqttMessageType.PUBREL) {
            release(ctx, ((MqttMessageIdVariableHeader) ((MqttMessage) packet).variableHeader()).messageId());
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    private void publish(MqttPublishMessage message) {
        int qos = message.fixedHeader().qosLevel().value();
        MqttProperties properties = message.variableHeader().properties();
        Ending fault = fault(message, qos);
        if (fault != null) {
            connection.end(fault);
            return;
        }
        String topic = message.variableHeader().topicName();
        Long alias = properties.isEmpty() ? null : Properties5.number(properties, MqttProperties.TOPIC_ALIAS);
        if (alias != null) {
            topic = aliased(topic, alias);
        }
        if (topic == null) {
            connection.end(Ending.TOPIC_ALIAS_INVALID);
            return;
        }
        if (topic.isEmpty()) {
            connection.end(Ending.PROTOCOL_ERROR);
            return;
        }
        int packetId = qos == 0 ? 0 : message.variableHeader().packetId();
        UplinkRoute known = knownRoute(topic);
        Route route = known == null ? Route.of(topic, connection.login().principal()) : null;
        if (route instanceof Route.Closed closed) {
            reject(closed.rejection(), packetId, qos);
            return;
        }
        if (route instanceof Route.ToLog toLog) {
            known = toLog.uplink();
            routes().put(known);
        }
        if (qos == 2 && !isNew(packetId)) {
            return;
        }
        if (known != null) {
            append(known, packetId, qos, message);
        } else {
            distribute(topic, packetId, qos, message);
        }
    }

    /** For what the connection must end, if for anything. */
    private @Nullable Ending fault(MqttPublishMessage message, int qos) {
        if (qos == 0 && message.fixedHeader().isDup()) {
            return Ending.PROTOCOL_ERROR;
        }
        if (message.content().readableBytes() > limits.maxPayloadBytes()) {
            return Ending.PACKET_TOO_LARGE;
        }
        if (connection.isVersion5() && qos > 0 && isBeyondReceiveMaximum(message, qos)) {
            return Ending.RECEIVE_MAXIMUM_EXCEEDED;
        }
        return null;
    }

    /** The topic for which the alias stands, after learning it if it is new; null when it stands for none. */
    private @Nullable String aliased(String topic, long alias) {
        if (alias == 0 || alias > MAX_TOPIC_ALIAS) {
            return null;
        }
        if (aliases == null) {
            aliases = new String[MAX_TOPIC_ALIAS + 1];
        }
        if (!topic.isEmpty()) {
            aliases[(int) alias] = topic;
        }
        return aliases[(int) alias];
    }

    /** Messages of QoS 1 count until they are acknowledged, those of QoS 2 until they are released (MQTT-3.3.4-9). */
    private boolean isBeyondReceiveMaximum(MqttPublishMessage message, int qos) {
        Session session = connection.login().session();
        boolean isFull = inFlight.unacknowledged() + session.unreleased() >= limits.receiveMaximum();
        return isFull
                && !(qos == 2 && session.isUnreleased(message.variableHeader().packetId()));
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

    private void append(UplinkRoute route, int packetId, int qos, MqttPublishMessage message) {
        byte[] payload = payload(message);
        long arrivalMillis = System.currentTimeMillis();
        InFlightPublishes.Entry entry =
                inFlight.add(packetId, qos, payload.length + route.overheadBytes(), arrivalMillis);
        if (router.hasLiveReaders()) {
            entry.live(publication(route.name(), payload, arrivalMillis, message));
        }
        accepted.increment();
        acceptedBytes.add(payload.length);
        uplink.append(route, connection.login().sender(), arrivalMillis, qos, payload, entry);
        slowDown(payload.length);
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
    private void distribute(String topic, int packetId, int qos, MqttPublishMessage message) {
        byte[] payload = payload(message);
        router.distribute(publication(topic, payload, System.currentTimeMillis(), message));
        if (qos == 2) {
            connection.login().session().stored(packetId);
        }
        if (qos > 0) {
            inFlight.addAnswered(packetId, qos, SUCCESS);
        }
        slowDown(payload.length);
    }

    private Publication publication(String topic, byte[] payload, long arrivalMillis, MqttPublishMessage message) {
        return new Publication(
                topic,
                payload,
                message.fixedHeader().qosLevel().value(),
                message.fixedHeader().isRetain(),
                PublishProperties.life(
                        message.variableHeader().properties(),
                        arrivalMillis,
                        connection.login().session()));
    }

    private static byte[] payload(MqttPublishMessage message) {
        ByteBuf content = message.content();
        byte[] payload = new byte[content.readableBytes()];
        content.readBytes(payload);
        return payload;
    }

    /** The route of a topic on which this connection has published before. */
    private @Nullable UplinkRoute knownRoute(String topic) {
        RouteCache known = routes;
        return known == null ? null : known.get(topic);
    }

    private RouteCache routes() {
        RouteCache known = routes;
        if (known == null) {
            known = new RouteCache();
            routes = known;
        }
        return known;
    }

    private void reject(Rejection rejection, int packetId, int qos) {
        connection.services().meters().count(GatewayMeter.REJECTED, rejection.text());
        if (!connection.isVersion5()) {
            connection.end(rejection.ending());
        } else if (qos > 0) {
            inFlight.addAnswered(packetId, qos, rejection.reasonCode());
        }
    }

    private void openIfRoom() {
        if (inFlight.bytes() <= limits.maxInFlightBytes() / 2) {
            gate.open(ReadGate.Reason.CONNECTION_FULL);
        }
    }
}

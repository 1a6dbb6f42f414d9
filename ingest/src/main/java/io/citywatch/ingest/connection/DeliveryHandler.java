package io.citywatch.ingest.connection;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.session.Acknowledgement;
import io.citywatch.ingest.session.Acknowledgement.Outcome;
import io.citywatch.ingest.session.Outgoing;
import io.citywatch.ingest.session.Session;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the session's messages to the client, as fast as it reads and acknowledges them, and takes its acknowledgements.
 *
 * <p>A client that does not read is not read from either, and is dropped when that lasts.
 */
public final class DeliveryHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "delivery";

    /** How many unacknowledged messages are sent to a client that says nothing about it. */
    static final int DEFAULT_WINDOW = 1024;

    /** A phone in a tunnel gets through again within this time; one that does not read at all never does. */
    private static final Duration STALL_PATIENCE = Duration.ofSeconds(30);

    private static final int UNSIGNED = 0xFF;
    private static final int FIRST_ERROR = 0x80;

    private final MqttConnection connection;
    private final ReadGate gate;
    private @Nullable Future<?> stalled;
    private @Nullable OutboundPublish packets;

    public DeliveryHandler(MqttConnection connection) {
        this.connection = connection;
        this.gate = connection.gate();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.sendWaitingBy(() -> sendWaiting(ctx));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        MqttMessage message = (MqttMessage) packet;
        switch (message.fixedHeader().messageType()) {
            case PUBACK -> acknowledge(ctx, Acknowledgement.PUBACK, packetId(message));
            case PUBREC -> received(ctx, message);
            case PUBCOMP -> acknowledge(ctx, Acknowledgement.PUBCOMP, packetId(message));
            default -> ctx.fireChannelRead(packet);
        }
    }

    /** An identifier that is not in use may be one of a session that has ended meanwhile. */
    private void acknowledge(ChannelHandlerContext ctx, Acknowledgement said, int packetId) {
        if (connection.login().session().acknowledge(said, packetId) == Outcome.OUT_OF_PLACE) {
            connection.end(Ending.PROTOCOL_ERROR);
        } else {
            sendWaiting(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Future<?> pending = stalled;
        if (ctx.channel().isWritable()) {
            if (pending != null) {
                pending.cancel(false);
                stalled = null;
            }
            gate.open(ReadGate.Reason.UNREAD_OUTPUT);
            sendWaiting(ctx);
        } else if (pending == null) {
            gate.close(ReadGate.Reason.UNREAD_OUTPUT);
            stalled = ctx.executor()
                    .schedule(() -> connection.end(Ending.TOO_SLOW), STALL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Future<?> pending = stalled;
        if (pending != null) {
            pending.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private void received(ChannelHandlerContext ctx, MqttMessage message) {
        int packetId = packetId(message);
        boolean isRefused = message.variableHeader() instanceof MqttPubReplyMessageVariableHeader header
                && (header.reasonCode() & UNSIGNED) >= FIRST_ERROR;
        if (isRefused) {
            acknowledge(ctx, Acknowledgement.PUBREC_REFUSING, packetId);
            return;
        }
        Outcome outcome = connection.login().session().acknowledge(Acknowledgement.PUBREC, packetId);
        if (outcome == Outcome.OUT_OF_PLACE) {
            connection.end(Ending.PROTOCOL_ERROR);
            return;
        }
        ctx.writeAndFlush(Replies.acknowledge(
                MqttMessageType.PUBREL,
                packetId,
                outcome == Outcome.TAKEN || !connection.isVersion5()
                        ? MqttReasonCodes.PubRel.SUCCESS.byteValue()
                        : MqttReasonCodes.PubRel.PACKET_IDENTIFIER_NOT_FOUND.byteValue()));
    }

    private void sendWaiting(ChannelHandlerContext ctx) {
        if (connection.isOver() || !connection.isLoggedIn()) {
            return;
        }
        Session session = connection.login().session();
        boolean sent = false;
        while (ctx.channel().isWritable()) {
            Outgoing next = session.next(connection, System.currentTimeMillis());
            if (next == null) {
                break;
            }
            send(ctx, session, next);
            sent = true;
        }
        if (sent) {
            ctx.flush();
        }
    }

    private void send(ChannelHandlerContext ctx, Session session, Outgoing next) {
        if (next instanceof Outgoing.Message message) {
            send(ctx, session, message);
        } else if (next instanceof Outgoing.Release release) {
            ctx.write(Replies.acknowledge(MqttMessageType.PUBREL, release.packetId(), (byte) 0));
        }
    }

    private void send(ChannelHandlerContext ctx, Session session, Outgoing.Message message) {
        Delivery delivery = message.delivery();
        Outgoing.Message outgoing = connection.login().principal() instanceof Principal.ThingsBoardDevice
                ? ThingsBoardCommand.of(message)
                : message;
        MqttPublishMessage packet = packets().packet(outgoing, System.currentTimeMillis());
        if (packet == null) {
            // As if it had been sent (MQTT 5, 3.1.2.11.4).
            connection.services().meters().count(GatewayMeter.DROPPED, "too-large");
            if (delivery.qos() > 0) {
                session.pass(message.packetId());
            }
            return;
        }
        connection.services().meters().count(GatewayMeter.DELIVERED, Integer.toString(delivery.qos()));
        ctx.write(packet);
        if (delivery.qos() == 0) {
            delivery.receivedBy(session);
        }
    }

    private OutboundPublish packets() {
        OutboundPublish present = packets;
        if (present == null) {
            present = new OutboundPublish(
                    connection.isVersion5(), connection.login().limits());
            packets = present;
        }
        return present;
    }

    private static int packetId(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }
}

package io.citywatch.ingest.connection;

import io.citywatch.ingest.codec.PacketDecoder;
import io.citywatch.ingest.codec.PacketFault;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.ingest.session.SessionKey;
import io.citywatch.ingest.session.Sessions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnAckPropertiesBuilder;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Logs clients in: the first packet is a CONNECT, comes in time, is as the standards demand, and carries credentials that
 * hold. Nothing passes before, and no second CONNECT after.
 */
public final class ConnectHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "connect";

    private final MqttConnection connection;
    private final ConnectionLimits limits;
    private final LoginCheck loginCheck;

    public ConnectHandler(MqttConnection connection, ConnectionLimits limits) {
        this.connection = connection;
        this.limits = limits;
        loginCheck = new LoginCheck(connection);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (connection.isOver()) {
            ReferenceCountUtil.release(packet);
            return;
        }
        MqttMessage message = (MqttMessage) packet;
        if (connection.isLoggedIn()) {
            if (message.decoderResult().isFailure()) {
                connection.end(ending(message.decoderResult().cause()));
            } else if (message.fixedHeader().messageType() == MqttMessageType.CONNECT) {
                connection.end(Ending.PROTOCOL_ERROR);
            } else {
                ctx.fireChannelRead(packet);
            }
            return;
        }
        connection.isVersion5(ctx.channel().attr(PacketDecoder.VERSION).get() == MqttVersion.MQTT_5);
        if (message.decoderResult().isFailure()) {
            connection.refuse(refusal(message));
        } else if (message instanceof MqttConnectMessage connect) {
            connect(ctx, connect);
        } else {
            ReferenceCountUtil.release(packet);
            connection.refuse(Refusal.NO_CONNECT);
        }
    }

    private void connect(ChannelHandlerContext ctx, MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload = connect.payload();
        connection.named(payload.clientIdentifier());
        Refusal problem = ConnectCheck.problem(connect, connection.isVersion5());
        if (problem != null) {
            connection.refuse(problem);
            return;
        }
        Principal principal = loginCheck.principal(payload);
        if (principal == null) {
            return;
        }
        Will will = null;
        if (header.isWillFlag()) {
            will = will(header, payload, principal);
            if (will == null) {
                return;
            }
        }
        accept(ctx, connect, principal, will);
    }

    /** The client's will; null when it was refused for it. */
    private @Nullable Will will(MqttConnectVariableHeader header, MqttConnectPayload payload, Principal principal) {
        String name = payload.willTopic();
        byte[] message = payload.willMessageInBytes();
        if (name == null || message == null || !TopicFilter.isTopicName(name)) {
            connection.refuse(Refusal.WILL_TOPIC_NAME);
            return null;
        }
        Route route = Route.of(name, principal);
        if (route instanceof Route.Open open) {
            return new Will(
                    open,
                    message,
                    header.willQos(),
                    header.isWillRetain(),
                    Properties5.number(payload.willProperties(), MqttProperties.WILL_DELAY_INTERVAL, 0),
                    payload.willProperties());
        }
        boolean isForeign = route instanceof Route.Closed closed && closed.rejection() == Rejection.FOREIGN_TOPIC;
        connection.refuse(isForeign ? Refusal.NOT_AUTHORIZED : Refusal.WILL_TOPIC);
        return null;
    }

    private void accept(
            ChannelHandlerContext ctx, MqttConnectMessage connect, Principal principal, @Nullable Will will) {
        MqttConnectVariableHeader header = connect.variableHeader();
        String asked = connect.payload().clientIdentifier();
        String clientId = asked.isEmpty() ? "auto-" + UUID.randomUUID() : asked;
        MqttProperties properties = header.properties();
        GatewayServices services = connection.services();
        SessionKey key = new SessionKey(principal.userName(), clientId);
        if (!services.sessions().hasRoomFor(key, services.admission().maxSessionsPerUserName())) {
            connection.refuse(Refusal.TOO_MANY_SESSIONS);
            return;
        }
        if (connection.isVersion5() && !hasRoomForAnswer(header, asked.isEmpty() ? clientId : null)) {
            return;
        }
        long window = Properties5.number(properties, MqttProperties.RECEIVE_MAXIMUM, DeliveryHandler.DEFAULT_WINDOW);
        Sessions.Opened opened = services.sessions()
                .open(
                        new Sessions.Request(
                                key, principal.takesCommands(), header.isCleanSession(), askedExpiry(header), (int)
                                        Math.min(window, DeliveryHandler.DEFAULT_WINDOW)),
                        connection);
        int keepAlive = keepAliveSeconds(header.keepAliveTimeSeconds());
        connection.loggedIn(new Login(
                principal,
                new Sender(principal.userName()),
                opened.session(),
                will,
                new ClientLimits(
                        keepAlive,
                        Properties5.number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE),
                        (int) Properties5.number(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, 0))));
        MqttMessageBuilders.ConnAckBuilder answer = MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(opened.present());
        if (connection.isVersion5()) {
            answer.properties(said -> {
                describe(said, header);
                if (opened.expirySeconds() != askedExpiry(header)) {
                    said.sessionExpiryInterval(opened.expirySeconds());
                }
                if (asked.isEmpty()) {
                    said.assignedClientId(clientId);
                }
            });
        }
        MqttConnAckMessage message = answer.build();
        ctx.writeAndFlush(message);
        ctx.fireUserEventTriggered(LoggedIn.EVENT);
        connection.wake();
    }

    /** A packet that is larger than the client takes must not be sent (MQTT-3.1.2-24); one that takes no CONNACK is refused. */
    private boolean hasRoomForAnswer(MqttConnectVariableHeader header, @Nullable String assignedClientId) {
        long most = Properties5.number(header.properties(), MqttProperties.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE);
        ConnAckPropertiesBuilder largest = new ConnAckPropertiesBuilder();
        describe(largest, header);
        if (askedExpiry(header) > 0) {
            largest.sessionExpiryInterval(0);
        }
        if (assignedClientId != null) {
            largest.assignedClientId(assignedClientId);
        }
        if (PacketSize.ofConnAck(largest.build()) <= most) {
            return true;
        }
        boolean takesRefusal = PacketSize.ofConnAck(MqttProperties.NO_PROPERTIES) <= most;
        connection.refuse(takesRefusal ? Refusal.PACKET_TOO_LARGE : Refusal.NO_ROOM_FOR_ANSWER);
        return false;
    }

    /** What a version 5 client is told about the server. */
    private void describe(ConnAckPropertiesBuilder said, MqttConnectVariableHeader header) {
        said.receiveMaximum(limits.receiveMaximum());
        said.maximumPacketSize(limits.maxPacketBytes());
        said.topicAliasMaximum(PublishHandler.MAX_TOPIC_ALIAS);
        // Netty says "not available" where nothing is set, and a client must then retain nothing (MQTT-3.2.2-14).
        said.retainAvailable(true);
        int asked = header.keepAliveTimeSeconds();
        if (keepAliveSeconds(asked) != asked) {
            said.serverKeepAlive(keepAliveSeconds(asked));
        }
    }

    private long askedExpiry(MqttConnectVariableHeader header) {
        if (connection.isVersion5()) {
            return Properties5.number(header.properties(), MqttProperties.SESSION_EXPIRY_INTERVAL, 0);
        }
        return header.isCleanSession() ? 0 : Sessions.NEVER;
    }

    /** A version 5 client can be told to say something more often; one of 3.1.1 is taken at its word. */
    private int keepAliveSeconds(int asked) {
        int most = (int) limits.maxKeepAlive().toSeconds();
        if (asked == 0) {
            return most;
        }
        return connection.isVersion5() ? Math.min(asked, most) : asked;
    }

    private static Ending ending(Throwable cause) {
        if (!(cause instanceof PacketFault fault)) {
            return Ending.INTERNAL_ERROR;
        }
        return switch (fault.kind()) {
            case MALFORMED, UNKNOWN_PROTOCOL -> Ending.MALFORMED_PACKET;
            case PROTOCOL_ERROR -> Ending.PROTOCOL_ERROR;
            case TOO_LARGE -> Ending.PACKET_TOO_LARGE;
        };
    }

    private static Refusal refusal(MqttMessage message) {
        if (message.fixedHeader() == null || message.fixedHeader().messageType() != MqttMessageType.CONNECT) {
            return Refusal.NO_CONNECT;
        }
        if (!(message.decoderResult().cause() instanceof PacketFault fault)) {
            return Refusal.INTERNAL_ERROR;
        }
        return switch (fault.kind()) {
            case MALFORMED -> Refusal.MALFORMED_PACKET;
            case PROTOCOL_ERROR -> Refusal.PROTOCOL_ERROR;
            case TOO_LARGE -> Refusal.PACKET_TOO_LARGE;
            case UNKNOWN_PROTOCOL -> Refusal.PROTOCOL_VERSION;
        };
    }

    /** Tells the handlers further on that the client has logged in. */
    enum LoggedIn {
        EVENT
    }
}

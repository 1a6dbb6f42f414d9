package io.citywatch.ingest.connection;

import io.citywatch.ingest.metrics.Seldom;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last handler: pings, farewells, packets that have no place here, and the end of the connection. */
public final class ControlHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "control";

    private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);
    private static final Seldom MISTAKES_ARE_LOGGED = new Seldom(Duration.ofSeconds(10));

    private final MqttConnection connection;

    public ControlHandler(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        MqttMessage message = (MqttMessage) packet;
        switch (message.fixedHeader().messageType()) {
            case PINGREQ -> ctx.writeAndFlush(MqttMessage.PINGRESP);
            case DISCONNECT -> farewell(message);
            default -> {
                ReferenceCountUtil.release(packet);
                connection.end(Ending.PROTOCOL_ERROR);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.end(Ending.CONNECTION_LOST);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            // The peer has reset the connection.
            connection.end(Ending.CONNECTION_LOST);
        } else if (isMistakeOfTheirs(cause)) {
            log.atDebug().setCause(cause).log("a connection ends by what can't be read");
            connection.end(Ending.MALFORMED_PACKET);
            connection.refuse(Refusal.MALFORMED_PACKET);
        } else {
            if (MISTAKES_ARE_LOGGED.isTime()) {
                log.atError().setCause(cause).log("a connection ends by a mistake of ours");
            }
            connection.end(Ending.INTERNAL_ERROR);
        }
        connection.refuse(Refusal.INTERNAL_ERROR);
        ctx.close();
    }

    /** A handshake, a record of TLS or a WebSocket frame that breaks the rules. A decoder that falls over wraps why it does. */
    private static boolean isMistakeOfTheirs(Throwable cause) {
        return cause instanceof DecoderException
                && (cause.getCause() == null
                        || cause.getCause() instanceof IOException
                        || cause.getCause() instanceof DecoderException);
    }

    /** DISCONNECT: a version 5 client may keep its will, and change how long its session lives. */
    private void farewell(MqttMessage message) {
        if (!(message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header)
                || !connection.isVersion5()) {
            connection.end(Ending.CLIENT_LEFT);
            return;
        }
        MqttProperties properties = header.properties();
        Long expiry = Properties5.number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL);
        boolean mayChangeExpiry = connection.login().session().expirySeconds() > 0;
        if (expiry != null && expiry > 0 && !mayChangeExpiry) {
            connection.end(Ending.PROTOCOL_ERROR);
            return;
        }
        if (expiry != null) {
            connection.login().session().expireAfter(connection, expiry);
        }
        connection.end(header.reasonCode() == 0 ? Ending.CLIENT_LEFT : Ending.CLIENT_LEFT_WITH_WILL);
    }
}

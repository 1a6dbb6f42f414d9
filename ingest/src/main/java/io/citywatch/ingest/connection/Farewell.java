package io.citywatch.ingest.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last word to a client, and the end of its channel. On the channel's event loop.
 *
 * <p>What the client has sent meanwhile is read and dropped for a moment: closing with unread bytes would reset the connection,
 * and the client might never see the word. One that does not listen is not waited for.
 */
final class Farewell {
    /** A client that reads takes the last word at once; for others the connection is not kept open. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Farewell() {}

    /** To a client that has not logged in: a CONNACK with this code, or nothing. */
    static void refuse(Channel channel, @Nullable MqttConnectReturnCode code) {
        if (code == null || !channel.isActive()) {
            channel.close();
        } else {
            closeAfter(MqttMessageBuilders.connAck().returnCode(code).build(), channel);
        }
    }

    /** To one that has logged in: a DISCONNECT with this code, or nothing. */
    static void disconnect(Channel channel, @Nullable Integer reasonCode) {
        if (reasonCode == null || !channel.isActive()) {
            channel.close();
        } else {
            closeAfter(
                    MqttMessageBuilders.disconnect()
                            .reasonCode(reasonCode.byteValue())
                            .properties(MqttProperties.NO_PROPERTIES)
                            .build(),
                    channel);
        }
    }

    private static void closeAfter(MqttMessage lastWord, Channel channel) {
        ChannelFuture said = channel.writeAndFlush(lastWord);
        if (channel instanceof DuplexChannel duplex) {
            channel.config().setAutoRead(true);
            said.addListener(done -> duplex.shutdownOutput());
        } else {
            said.addListener(ChannelFutureListener.CLOSE);
        }
        var unused = channel.eventLoop().schedule(() -> channel.close(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}

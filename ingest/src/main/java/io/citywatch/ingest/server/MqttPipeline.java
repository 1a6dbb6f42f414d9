package io.citywatch.ingest.server;

import io.citywatch.ingest.codec.PacketDecoder;
import io.citywatch.ingest.connection.ConnectHandler;
import io.citywatch.ingest.connection.ConnectionLimits;
import io.citywatch.ingest.connection.ControlHandler;
import io.citywatch.ingest.connection.DeliveryHandler;
import io.citywatch.ingest.connection.GatewayServices;
import io.citywatch.ingest.connection.KeepAliveHandler;
import io.citywatch.ingest.connection.MqttConnection;
import io.citywatch.ingest.connection.PacketMemory;
import io.citywatch.ingest.connection.PublishHandler;
import io.citywatch.ingest.connection.ReadGate;
import io.citywatch.ingest.connection.StrangerBytes;
import io.citywatch.ingest.connection.SubscriptionHandler;
import io.citywatch.ingest.connection.TlsRecords;
import io.citywatch.ingest.connection.UnfinishedPart;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** The pipeline of an MQTT connection, in the order in which bytes come in. */
public final class MqttPipeline {
    private static final String PROXY_HEADER = "proxy-header";
    private static final String TLS = "tls";
    static final String HTTP = "http";
    private static final String HTTP_REQUEST = "http-request";
    private static final String WEB_SOCKET = "websocket";
    private static final String DECODER = "mqtt-decoder";
    private static final String ENCODER = "mqtt-encoder";

    /** A handshake's request has no body worth mentioning. */
    private static final int MAX_REQUEST_BYTES = 8 * 1024;

    private final GatewayServices services;
    private final ConnectionLimits limits;
    private final PacketMemory packets;
    private final boolean behindBalancer;
    private final WebSocketServerProtocolConfig webSocket;

    /**
     * A pipeline.
     *
     * @param services what the handlers use
     * @param limits what they hold clients to
     * @param packets where all keep what has come of large packets
     * @param behindBalancer whether each connection begins with a header of the PROXY protocol
     */
    public MqttPipeline(
            GatewayServices services, ConnectionLimits limits, PacketMemory packets, boolean behindBalancer) {
        this.services = services;
        this.limits = limits;
        this.packets = packets;
        this.behindBalancer = behindBalancer;
        webSocket = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(WebSocketBytes.PATH)
                .subprotocols(WebSocketBytes.SUBPROTOCOL)
                .maxFramePayloadLength(limits.maxPacketBytes())
                .handshakeTimeoutMillis(limits.connectTimeout().toMillis())
                .build();
    }

    /**
     * Gives the channel its first handlers; those after the switch come with the first byte.
     *
     * @param tls what the client has to speak below all else; null: nothing
     */
    public MqttConnection install(Channel channel, @Nullable SslContext tls) {
        MqttConnection connection = new MqttConnection(channel, services, packets);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(StrangerBytes.NAME, new StrangerBytes(connection, packets));
        if (behindBalancer) {
            pipeline.addLast(PROXY_HEADER, new HAProxyMessageDecoder());
            pipeline.addLast(BalancerHeader.NAME, new BalancerHeader(connection));
        }
        if (tls != null) {
            pipeline.addLast(TlsRecords.NAME, new TlsRecords(connection, new UnfinishedPart(connection, packets)));
            pipeline.addLast(TLS, tls.newHandler(channel.alloc()));
        }
        pipeline.addLast(ProtocolSwitch.NAME, new ProtocolSwitch(() -> speakMqtt(pipeline, connection), () -> {
            speakWebSocket(pipeline);
            speakMqtt(pipeline, connection);
        }));
        connection.opened(limits.connectTimeout());
        return connection;
    }

    private void speakWebSocket(ChannelPipeline pipeline) {
        pipeline.addLast(HTTP, new HttpServerCodec());
        pipeline.addLast(HTTP_REQUEST, new HttpObjectAggregator(MAX_REQUEST_BYTES, true));
        pipeline.addLast(WEB_SOCKET, new WebSocketServerProtocolHandler(webSocket));
        pipeline.addLast(WebSocketBytes.NAME, new WebSocketBytes());
    }

    private void speakMqtt(ChannelPipeline pipeline, MqttConnection connection) {
        pipeline.addLast(DECODER, new PacketDecoder(limits.maxPacketBytes(), new UnfinishedPart(connection, packets)));
        pipeline.addLast(ENCODER, MqttEncoder.INSTANCE);
        pipeline.addLast(ReadGate.NAME, connection.gate());
        pipeline.addLast(ConnectHandler.NAME, new ConnectHandler(connection, limits));
        pipeline.addLast(KeepAliveHandler.NAME, new KeepAliveHandler(connection));
        pipeline.addLast(PublishHandler.NAME, new PublishHandler(connection, limits));
        pipeline.addLast(SubscriptionHandler.NAME, new SubscriptionHandler(connection));
        pipeline.addLast(DeliveryHandler.NAME, new DeliveryHandler(connection));
        pipeline.addLast(ControlHandler.NAME, new ControlHandler(connection));
    }
}

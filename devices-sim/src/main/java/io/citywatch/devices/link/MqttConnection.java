package io.citywatch.devices.link;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from CONNECT to its end; the next attempt is another.
 *
 * <p>The session ends with the connection: what was not acknowledged is sent again by the one who keeps it. Each connection has
 * a client of its own, so that nothing of an earlier one (aliases, packet ids, windows) reaches into the next.
 */
final class MqttConnection implements MqttCallback {
    /** From here on a reason code is a refusal (MQTT 5, 2.4). */
    private static final int FIRST_ERROR_CODE = 0x80;

    /** Version, client id, password, rights, ban, method: trying again changes nothing (MQTT 5, 3.2.2.2). */
    private static final Set<Integer> PERMANENT_CODES = Set.of(0x84, 0x85, 0x86, 0x87, 0x8A, 0x8C);

    private static final int AT_LEAST_ONCE = 1;
    /** A concentrator that is idle for so long asks whether the platform is still there. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /** What a server that names no receive maximum takes (MQTT 5, 3.2.2.3.3). */
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;

    /**
     * The client prints the trace of every broken connection, beside telling us, who log it once with its reason. Kept here
     * because a logger that nobody refers to forgets its level.
     */
    private static final Logger CLIENT_LOGGER = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    static {
        CLIENT_LOGGER.setLevel(Level.OFF);
    }

    /** Who has a will has it said at the end too (MQTT 5, 3.14.2.1). */
    private static final int DISCONNECT_WITH_WILL = 0x04;

    private final MqttAsyncClient client;
    private final Login login;
    private final HandshakeTrouble handshakes;
    private final Events events;
    private int goodbye;

    /** Who hears of the connection. Called on the client's threads. */
    interface Events {
        /** The server accepted; it takes so many unacknowledged messages at a time. */
        void opened(MqttConnection connection, int receiveMaximum);

        /**
         * The connection ended or did not come about; may be called more than once.
         *
         * @param permanent whether the server does not want this client, and will not the next time either
         */
        void ended(MqttConnection connection, String reason, boolean permanent);

        void arrived(MqttConnection connection, String topic, byte[] payload);
    }

    MqttConnection(MqttEndpoint endpoint, String clientId, Login login, Events events) throws MqttException {
        this.client = new MqttAsyncClient(endpoint.uri(), clientId, new MemoryPersistence());
        this.login = login;
        this.handshakes = new HandshakeTrouble(endpoint);
        this.events = events;
        client.setCallback(this);
    }

    /**
     * Begins to connect; the outcome comes as an event.
     *
     * @param will what the server is to say when the connection ends; null: nothing
     */
    void open(@Nullable Packet will) throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        login.putInto(options);
        if (will != null) {
            options.setWill(will.topic(), new MqttMessage(will.payload(), AT_LEAST_ONCE, false, null));
            goodbye = DISCONNECT_WITH_WILL;
        }
        options.setCleanStart(true);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS);
        options.setAutomaticReconnect(false);
        options.setUseSubscriptionIdentifiers(false);
        client.connect(options, null, new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                Integer receiveMaximum = token.getResponseProperties() == null
                        ? null
                        : token.getResponseProperties().getReceiveMaximum();
                events.opened(MqttConnection.this, receiveMaximum == null ? DEFAULT_RECEIVE_MAXIMUM : receiveMaximum);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                Trouble handshake = handshakes.of(cause);
                if (handshake != null) {
                    end(handshake.reason(), handshake.permanent());
                } else {
                    fail(cause);
                }
            }
        });
    }

    boolean isOpen() {
        return client.isConnected();
    }

    /**
     * Publishes with QoS 1. Does not block. The acknowledgement's refusal is told, 0 when it accepts; nothing is told when the
     * connection ends first.
     */
    void publish(Packet packet, IntConsumer answer) throws MqttException {
        MqttMessage message = new MqttMessage(packet.payload());
        message.setQos(AT_LEAST_ONCE);
        if (packet.contentType() != null) {
            MqttProperties properties = new MqttProperties();
            properties.setContentType(packet.contentType());
            message.setProperties(properties);
        }
        client.publish(packet.topic(), message, null, new Answer(answer));
    }

    /** Subscribes with QoS 1, and tells why when that fails. */
    void subscribe(String filter, Consumer<String> failed) {
        Answer answer = new Answer(refusal -> {
            if (refusal != 0) {
                failed.accept("the server refused it (" + hex(refusal) + ")");
            }
        });
        try {
            client.subscribe(filter, AT_LEAST_ONCE, null, answer);
        } catch (MqttException e) {
            failed.accept(reason(e));
        }
    }

    /** Says goodbye and waits for the end. */
    void leave(Duration timeout) throws MqttException {
        client.disconnect(0, null, null, goodbye, new MqttProperties()).waitForCompletion(timeout.toMillis());
    }

    /** Ends a connection that does not answer any more. */
    void abandon() {
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            fail(e);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        if (response.getException() != null) {
            fail(response.getException());
        } else {
            end("the server said goodbye with reason code " + hex(response.getReturnCode()), false);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        events.arrived(this, topic, message.getPayload());
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // What ends the connection is heard by disconnected(); the rest the client has dealt with.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Each message has its own listener.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // Heard by the listener of the connect.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // No extended authentication is asked for.
    }

    private void fail(@Nullable Throwable cause) {
        if (cause instanceof MqttException e && e.getReasonCode() >= FIRST_ERROR_CODE && e.getReasonCode() <= 0xFF) {
            end(refusalText(e.getReasonCode()), PERMANENT_CODES.contains(e.getReasonCode()));
        } else {
            end(reason(cause), false);
        }
    }

    private void end(String reason, boolean permanent) {
        events.ended(this, reason, permanent);
    }

    private static String refusalText(int code) {
        return "the server refused the connection: "
                + switch (code) {
                    case 0x86 -> "bad user name or password";
                    case 0x87 -> "not authorized";
                    case 0x88, 0x89 -> "server unavailable or busy";
                    case 0x9C, 0x9D -> "use another server";
                    case 0x9F -> "too many connections";
                    default -> "reason code";
                }
                + " (" + hex(code) + ")";
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "the connection was closed";
        }
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return root.getMessage() == null ? root.getClass().getSimpleName() : String.valueOf(root.getMessage());
    }

    private static String hex(int code) {
        return String.format("0x%02X", code);
    }

    /** Hears the answer to one packet. */
    private record Answer(IntConsumer refusal) implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            refusal.accept(codes != null && codes.length > 0 && codes[0] >= FIRST_ERROR_CODE ? codes[0] : 0);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            // Only the end of the connection fails a packet that was sent, and that is an event of its own.
        }
    }
}

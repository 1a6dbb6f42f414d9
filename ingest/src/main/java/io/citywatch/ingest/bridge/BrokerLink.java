package io.citywatch.ingest.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * One connection to the broker, from its CONNECT to its end.
 *
 * <p>Each connection has a client object of its own, and its own order of acknowledgements. A packet identifier means something
 * within one connection only: an acknowledgement that comes late must not reach the next one, where the same number stands for
 * another message. With one client for all connections it would wait in that client and be sent.
 *
 * <p>Threads: the client calls {@link #messageArrived} and the listeners on a thread of its own; acknowledgements come from the
 * log's thread. Sending one puts it into the client's queue and never waits for the network: the client's locks around it are
 * held for moments only, and never while it calls us.
 */
final class BrokerLink implements MqttCallback {
    private static final int QOS = 1;
    /** A copy that the broker has kept is not wanted (MQTT 5, 3.8.3.1); of shared subscriptions it sends none anyway. */
    private static final int NO_RETAINED = 2;

    private static final int FIRST_FAILURE = 0x80;
    private static final int SESSION_TAKEN_OVER = 0x8E;

    /** Time for TCP and TLS, and then for the broker's answer. */
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(3 * BrokerAccess.CONNECT_TIMEOUT_SECONDS);
    /** For acknowledgements that wait to be sent, and for the farewell. */
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(2);

    /**
     * The client prints the trace of every broken connection, beside telling us. Kept here because a logger that nobody refers
     * to forgets its level.
     */
    private static final Logger CLIENT_LOGGER = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    static {
        CLIENT_LOGGER.setLevel(Level.OFF);
    }

    private final BridgeOptions options;
    private final Intake intake;
    private final BridgeMeters meters;
    private final MqttAsyncClient client;
    private final AcknowledgementOrder order = new AcknowledgementOrder(this::acknowledge);
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile boolean isSubscribed;

    BrokerLink(BridgeOptions options, Intake intake, BridgeMeters meters) throws MqttException {
        this.options = options;
        this.intake = intake;
        this.meters = meters;
        BrokerOptions broker = options.broker();
        client = new MqttAsyncClient(broker.serverUri(), broker.clientId(), new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(this);
    }

    /**
     * Connects and subscribes; returns when the broker has let it in. What waits in the session comes from then on.
     *
     * @throws MqttException when the broker can't be reached or refuses
     * @throws IOException when a file that is needed for it can't be used
     */
    void open() throws MqttException, IOException {
        IMqttToken connected = client.connect(BrokerAccess.read(options));
        connected.waitForCompletion(OPEN_PATIENCE.toMillis());
        if (!client.isConnected()) {
            throw new IOException("the broker did not answer within " + OPEN_PATIENCE.toSeconds() + " s");
        }
        MqttSubscription[] subscriptions = options.intake().subscriptions().stream()
                .map(BrokerLink::subscription)
                .toArray(MqttSubscription[]::new);
        // Not waited for: its answer stands behind messages of the session, which may have to wait for the log.
        client.subscribe(subscriptions, null, new Subscribed(), new MqttProperties());
    }

    private static MqttSubscription subscription(String filter) {
        MqttSubscription subscription = new MqttSubscription(filter, QOS);
        subscription.setRetainHandling(NO_RETAINED);
        return subscription;
    }

    /** Whether the broker has let it in and granted its subscription. */
    boolean isSubscribed() {
        return isSubscribed && client.isConnected();
    }

    /** How many messages are taken and not acknowledged. */
    int unacknowledged() {
        return order.size();
    }

    /** Waits until the connection is over, and says why. */
    String awaitEnd() {
        return ended.join();
    }

    /** Ends it with a farewell, behind the acknowledgements that were given; the session stays with the broker. */
    void leave() {
        order.end();
        try {
            if (client.isConnected()) {
                client.disconnect(FAREWELL_PATIENCE.toMillis()).waitForCompletion(FAREWELL_PATIENCE.toMillis());
            }
        } catch (MqttException e) {
            // It was lost at the same moment, which ends it as well.
        }
        end("the bridge closes");
        discard();
    }

    /** Lets go of the connection, whatever is left of it. */
    void discard() {
        order.end();
        end("discarded");
        try {
            client.disconnectForcibly(0, 0, false);
            client.close();
        } catch (MqttException | RuntimeException e) {
            // It has gone by itself; the client's parts can't be stopped twice.
        }
    }

    private void end(String reason) {
        ended.complete(reason);
    }

    /** Called by the order, under its lock. */
    private void acknowledge(int packetId) {
        try {
            if (client.isConnected()) {
                client.messageArrivedComplete(packetId, QOS);
                meters.count(BridgeMeter.ACKNOWLEDGED);
            }
        } catch (MqttException | RuntimeException e) {
            order.end();
            end("an acknowledgement could not be sent: " + e.getMessage());
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        Delivered delivered = new Delivered(
                topic,
                message.getPayload(),
                message.getQos(),
                message.getId(),
                message.isRetained(),
                message.isDuplicate());
        try {
            intake.take(delivered, order, () -> end("the log has refused a message"));
        } catch (InterruptedException e) {
            end("interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The client would drop it without a word, and with it the acknowledgements of all that follow.
            end("a message could not be taken: " + e);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse farewell) {
        if (farewell.getReturnCode() == SESSION_TAKEN_OVER) {
            end("another client has connected with the client id " + client.getClientId());
            return;
        }
        MqttException cause = farewell.getException();
        end(cause == null ? "the broker has ended it, reason code " + farewell.getReturnCode() : reason(cause));
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
        end("protocol error: " + reason(failure));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // The bridge publishes nothing.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // open() waits for it.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // The bridge does not offer enhanced authentication.
    }

    /** What went wrong, in words: the client's own texts are often those of a cause, and causes of Java's may have none. */
    static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof UnknownHostException) {
            return "there is no host " + cause.getMessage();
        }
        if (cause instanceof EOFException) {
            return "the broker has closed the connection";
        }
        Throwable said = cause == null || cause.getMessage() == null ? failure : cause;
        return said instanceof IOException && said.getMessage() != null ? said.getMessage() : said.toString();
    }

    /** Sees whether the broker has granted every filter: one that it refuses would stay silent for good. */
    private final class Subscribed implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken answer) {
            int[] codes = answer.getReasonCodes();
            if (codes != null && Arrays.stream(codes).anyMatch(code -> code >= FIRST_FAILURE)) {
                end("the broker refuses the subscription to " + options.intake().subscriptions() + ", reason codes "
                        + Arrays.toString(codes));
                return;
            }
            isSubscribed = true;
        }

        @Override
        public void onFailure(IMqttToken answer, Throwable failure) {
            int[] codes = answer.getReasonCodes();
            end("the subscription failed: " + reason(failure) + (codes == null ? "" : ' ' + Arrays.toString(codes)));
        }
    }
}

package io.citywatch.ingest.bridge;

import io.citywatch.telemetry.credentials.ClientTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** What the bridge says to the broker when it connects. Files are read anew each time, so that they can be changed. */
final class BrokerAccess {
    /** A broker that is gone is noticed after one and a half times this. */
    private static final int KEEP_ALIVE_SECONDS = 30;
    /** For the connection itself; its handshake has this time again. */
    static final int CONNECT_TIMEOUT_SECONDS = 10;

    private BrokerAccess() {}

    /**
     * The options of the client library.
     *
     * @throws IOException when the file with the password or the certificates can't be used; the message names it
     */
    static MqttConnectionOptions read(BridgeOptions options) throws IOException {
        BrokerOptions broker = options.broker();
        MqttConnectionOptions settings = new MqttConnectionOptions();
        settings.setCleanStart(false);
        settings.setSessionExpiryInterval(options.intake().sessionExpiry().toSeconds());
        settings.setReceiveMaximum(options.intake().receiveMaximum());
        settings.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        settings.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS);
        // Each connection has a client of its own; see BrokerLink.
        settings.setAutomaticReconnect(false);
        if (broker.userName() != null) {
            settings.setUserName(broker.userName());
        }
        if (broker.passwordFile() != null) {
            settings.setPassword(password(broker.passwordFile()));
        }
        if (broker.trustFile() != null) {
            settings.setSocketFactory(ClientTls.sockets(broker.trustFile(), null));
        }
        return settings;
    }

    private static byte[] password(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IOException("the password file " + file + " can't be read", e);
        }
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw new IOException("the password file " + file + " has no password in its first line");
        }
        return lines.get(0).getBytes(StandardCharsets.UTF_8);
    }
}

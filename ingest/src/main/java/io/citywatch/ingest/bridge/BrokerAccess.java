package io.citywatch.ingest.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
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
            settings.setSocketFactory(trusting(broker.trustFile()));
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

    private static SSLSocketFactory trusting(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new IOException("the trust file " + file + " holds no certificate");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("the trust file " + file + " can't be used: " + e.getMessage(), e);
        }
    }
}

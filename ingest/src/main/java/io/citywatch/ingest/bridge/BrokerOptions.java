package io.citywatch.ingest.bridge;

import io.citywatch.ingest.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broker from which messages are taken, and who the bridge is to it. */
public record BrokerOptions(
        @Setting(
                        key = "bridge.url",
                        standard = "",
                        range = "mqtt://host:port or mqtts://host:port",
                        text = "The address of the city's broker, without a user name or a password in it.")
                URI url,
        @Setting(
                        key = "bridge.clientId",
                        standard = "citywatch-bridge",
                        range = "1 to 128 characters",
                        text =
                                "The name of the bridge's session with the broker; each bridge needs its own, and keeps it.")
                String clientId,
        @Setting(
                        key = "bridge.userName",
                        standard = "none",
                        range = "a text",
                        text = "Who the bridge is to the broker.")
                @Nullable
                String userName,
        @Setting(
                        key = "bridge.passwordFile",
                        standard = "none",
                        range = "a file with the password in its first line",
                        text = "Holds the password of that user; it is read again for each connection.")
                @Nullable
                Path passwordFile,
        @Setting(
                        key = "bridge.trustFile",
                        standard = "the JDK's certificates",
                        range = "a PEM file",
                        text = "The certificates that are trusted to have signed the broker's own, for mqtts.")
                @Nullable
                Path trustFile) {
    private static final Set<String> PLAIN = Set.of("mqtt", "tcp");
    private static final Set<String> SECURE = Set.of("mqtts", "ssl");
    private static final int PLAIN_PORT = 1883;
    private static final int SECURE_PORT = 8883;
    private static final int MAX_CLIENT_ID = 128;

    public BrokerOptions {
        // The address is logged; what is in it beside the host might be a secret.
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "bridge.url: must not hold a user name or a password; they have options of their own");
        }
        String scheme = url.getScheme();
        if (scheme == null || !(PLAIN.contains(scheme) || SECURE.contains(scheme)) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "bridge.url: " + url + " is neither mqtt://host:port nor mqtts://host:port");
        }
        if (clientId.isBlank() || clientId.length() > MAX_CLIENT_ID) {
            throw new IllegalArgumentException("bridge.clientId: must have 1 to " + MAX_CLIENT_ID + " characters");
        }
        if (passwordFile != null && userName == null) {
            throw new IllegalArgumentException("bridge.passwordFile: needs bridge.userName");
        }
        if (trustFile != null && !SECURE.contains(scheme)) {
            throw new IllegalArgumentException("bridge.trustFile: is for mqtts, and the address is " + url);
        }
    }

    /** Whether TLS is spoken. */
    boolean isSecure() {
        return SECURE.contains(url.getScheme());
    }

    /** The address in the words of the client library, with its port. */
    String serverUri() {
        int usualPort = isSecure() ? SECURE_PORT : PLAIN_PORT;
        int port = url.getPort() < 0 ? usualPort : url.getPort();
        return (isSecure() ? "ssl://" : "tcp://") + url.getHost() + ":" + port;
    }
}

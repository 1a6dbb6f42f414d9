package io.citywatch.devices.cli;

import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.devices.link.OwnCertificate;
import io.citywatch.devices.link.TlsOptions;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where the platform is, how it is spoken to, and where its keys are. */
final class EndpointOptions {
    private static final Path KEY = Path.of("keys", "mqtt.key");
    private static final Path CERTIFICATE = Path.of("keys", "mqtts.crt");
    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where the platform listens for MQTT (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = {"--port", "--mqtt-port"},
            paramLabel = "PORT",
            description = "Its port (default: 1883, over TLS 8883).")
    private @Nullable Integer port;

    @Option(
            names = "--tls",
            description = "Speaks TLS; so does each of the three options that follow (default: it does not).")
    private boolean speaksTls;

    @Option(
            names = "--cafile",
            paramLabel = "FILE",
            description = "The platform's certificate, or that of the authority that signed it, PEM (default:"
                    + " keys/mqtts.crt in the data folder, or what the JVM trusts where there is none).")
    private @Nullable Path trustFile;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "A client certificate instead of a password, PEM, whose subject's CN is the user name,"
                    + " concentrator/{district}/{name}; {district} and {name} in FILE stand for those of each connection"
                    + " (default: none).")
    private @Nullable String certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key of --cert, PEM (PKCS #8, without a password), named in the same way"
                    + " (default: none).")
    private @Nullable String privateKey;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The platform's data folder, whose keys/mqtt.key gives the passwords (default: the folder data"
                            + " beside ./citywatch).")
    private @Nullable Path data;

    /**
     * The endpoint.
     *
     * @throws IOException when the key can't be read; the message says what to do
     * @throws IllegalArgumentException when the options contradict each other
     */
    MqttEndpoint endpoint() throws IOException {
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalArgumentException("--cert and --key go together");
        }
        TlsOptions tls = tls();
        int chosen = port != null ? port : tls == null ? MQTT_PORT : MQTTS_PORT;
        return new MqttEndpoint(host, chosen, certificate == null ? passwords() : null, tls);
    }

    private @Nullable TlsOptions tls() {
        boolean isNamed = speaksTls || trustFile != null || certificate != null;
        if (!isNamed) {
            return null;
        }
        Path usual = folder().resolve(CERTIFICATE);
        Path trusted = trustFile != null ? trustFile : Files.exists(usual) ? usual : null;
        OwnCertificate own =
                certificate == null || privateKey == null ? null : new OwnCertificate(certificate, privateKey);
        return new TlsOptions(trusted, own);
    }

    private PasswordKey passwords() throws IOException {
        Path key = folder().resolve(KEY);
        if (!Files.exists(key)) {
            throw new IOException("there is no key " + key
                    + ": start the platform on that data folder first, or name its folder by --data");
        }
        return PasswordKey.load(key);
    }

    private Path folder() {
        return data != null ? data : Path.of(System.getProperty("citywatch.root", "."), "data");
    }
}

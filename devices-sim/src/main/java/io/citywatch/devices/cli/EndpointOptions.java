package io.citywatch.devices.cli;

import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where the platform is and where its keys are. */
final class EndpointOptions {
    private static final Path KEY = Path.of("keys", "mqtt.key");

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where the platform listens for MQTT (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = {"--port", "--mqtt-port"},
            paramLabel = "PORT",
            defaultValue = "1883",
            description = "Its port (default: ${DEFAULT-VALUE}).")
    private int port;

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
     */
    MqttEndpoint endpoint() throws IOException {
        Path folder = data != null ? data : Path.of(System.getProperty("citywatch.root", "."), "data");
        Path key = folder.resolve(KEY);
        if (!Files.exists(key)) {
            throw new IOException("there is no key " + key
                    + ": start the platform on that data folder first, or name its folder by --data");
        }
        return new MqttEndpoint(host, port, PasswordKey.load(key));
    }
}

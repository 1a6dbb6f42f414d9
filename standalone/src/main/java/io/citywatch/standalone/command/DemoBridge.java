package io.citywatch.standalone.command;

import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.standalone.platform.WrongOptionException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the city's own broker of {@code demo}. */
public final class DemoBridge {
    @Option(
            names = "--bridge",
            paramLabel = "URL",
            description =
                    "Takes messages from the MQTT broker there too, mqtt://host:port or mqtts://host:port. Default: none.")
    private @Nullable URI url;

    @Option(
            names = "--bridge-user",
            paramLabel = "USER",
            description = "Who the platform is to that broker. Default: nobody in particular.")
    private @Nullable String userName;

    @Option(
            names = "--bridge-password-file",
            paramLabel = "FILE",
            description = "The file that holds the password of that user, in its first line.")
    private @Nullable Path passwordFile;

    /** The bridge to be started, or null when none was asked for. */
    @Nullable
    BridgeOptions options() {
        if (url == null) {
            if (userName != null || passwordFile != null) {
                throw new WrongOptionException("--bridge-user and --bridge-password-file need --bridge");
            }
            return null;
        }
        try {
            return BridgeOptions.defaults(url, userName, passwordFile);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException("--bridge: " + e.getMessage());
        }
    }
}

package io.citywatch.standalone.command;

import io.citywatch.ingest.SettingReader;
import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.standalone.platform.WrongOptionException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the city's own broker. */
final class BridgeOption {
    private static final String SETTINGS = "bridge.";

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

    /**
     * The bridge to be started, or null when none was asked for.
     *
     * @param settings what differs from what is documented, by its keys; of these, the bridge's are used
     * @throws WrongOptionException when they can't be, or are given without a bridge
     */
    @Nullable
    BridgeOptions options(Map<String, String> settings) {
        Map<String, String> own = selected(settings, true);
        if (url == null) {
            if (userName != null || passwordFile != null || !own.isEmpty()) {
                throw new WrongOptionException(
                        "--bridge-user, --bridge-password-file and settings of the bridge need --bridge");
            }
            return null;
        }
        BridgeOptions standard;
        try {
            standard = BridgeOptions.defaults(url, userName, passwordFile);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException("--bridge: " + e.getMessage());
        }
        try {
            return SettingReader.apply(standard, own);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException("--set: " + e.getMessage());
        }
    }

    /** The settings that are not the bridge's. */
    static Map<String, String> others(Map<String, String> settings) {
        return selected(settings, false);
    }

    private static Map<String, String> selected(Map<String, String> settings, boolean ofBridge) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(SETTINGS) == ofBridge)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

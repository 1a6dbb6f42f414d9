package io.citywatch.ingest.bridge;

import io.citywatch.ingest.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a bridge.
 *
 * @param name what the log calls the bridge: the principal of its messages is {@code bridge/{name}}
 * @param broker the broker from which messages are taken
 * @param intake which messages are taken, and how many at a time
 */
public record BridgeOptions(
        @Setting(
                        key = "bridge.name",
                        standard = "broker",
                        range = "1 to 64 of A-Z a-z 0-9 . _ -",
                        text = "The name under which the log records what comes over the bridge, as bridge/{name}.")
                String name,
        BrokerOptions broker,
        IntakeOptions intake) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String STANDARD_NAME = "broker";

    public BridgeOptions {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("bridge.name: \"" + name + "\" is not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    /** Options as they are documented, for the broker at that address. */
    public static BridgeOptions defaults(URI url, @Nullable String userName, @Nullable Path passwordFile) {
        return new BridgeOptions(
                STANDARD_NAME,
                new BrokerOptions(url, "citywatch-bridge", userName, passwordFile, null),
                IntakeOptions.standard());
    }

    public BridgeOptions withName(String other) {
        return new BridgeOptions(other, broker, intake);
    }

    public BridgeOptions withBroker(BrokerOptions other) {
        return new BridgeOptions(name, other, intake);
    }

    public BridgeOptions withIntake(IntakeOptions other) {
        return new BridgeOptions(name, broker, other);
    }

    /** The name under which the log records what comes over the bridge. */
    public String principal() {
        return "bridge/" + name;
    }
}

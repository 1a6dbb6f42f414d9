package io.citywatch.standalone.platform;

import io.citywatch.ingest.bridge.BridgeOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a platform on one machine is to be.
 *
 * @param data the folder of all its state
 * @param ports its ports
 * @param city the simulated city that comes with it
 * @param influx the InfluxDB to use; null starts one
 * @param flushEveryMessage whether the log is synced to disk before each acknowledgement
 * @param intake where messages come from
 */
public record PlatformOptions(
        Path data, PortOptions ports, City city, @Nullable URI influx, boolean flushEveryMessage, Intake intake) {

    /**
     * Where messages come from.
     *
     * @param gatewaySettings settings of the gateway that differ from the documented ones, by their keys
     * @param bridge the city's own broker from which messages are taken too; null: there is none
     */
    public record Intake(Map<String, String> gatewaySettings, @Nullable BridgeOptions bridge) {
        /** A gateway as it is documented, and nothing else. */
        public static final Intake STANDARD = new Intake(Map.of(), null);

        public Intake {
            gatewaySettings = Map.copyOf(gatewaySettings);
        }
    }

    /** A platform as it is documented, with its own InfluxDB. */
    public static PlatformOptions of(Path data, PortOptions ports, City city) {
        return new PlatformOptions(data, ports, city, null, false, Intake.STANDARD);
    }

    /** The size of the simulated city. */
    public enum City {
        NONE,
        SMALL,
        CITY
    }
}

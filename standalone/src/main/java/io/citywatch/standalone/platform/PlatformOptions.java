package io.citywatch.standalone.platform;

import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.jobs.influx.InfluxOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a platform on one machine is to be.
 *
 * @param data the folder of all its state
 * @param ports its ports
 * @param city the simulated city that comes with it
 * @param influx the InfluxDB to use; null starts one
 * @param flushEveryMessage whether the log is synced to disk before each acknowledgement
 * @param links where messages come from, and where alarms go
 * @param page who may use the page
 */
public record PlatformOptions(
        Path data,
        PortOptions ports,
        City city,
        @Nullable InfluxOptions influx,
        boolean flushEveryMessage,
        Links links,
        Page page) {

    /**
     * Who may use the page.
     *
     * @param signsLocalBrowsersIn whether a browser on this machine is its operator without being asked
     * @param hostNames names under which browsers may reach it, beside {@code localhost} and addresses
     */
    public record Page(boolean signsLocalBrowsersIn, Set<String> hostNames) {
        /** A demonstration on one's own machine. */
        public static final Page STANDARD = new Page(true, Set.of());

        public Page {
            hostNames = Set.copyOf(hostNames);
        }
    }

    /**
     * Where messages come from, and where alarms go.
     *
     * @param gatewaySettings settings of the gateway that differ from the documented ones, by their keys
     * @param bridge the city's own broker from which messages are taken too; null: there is none
     * @param receivers the file of the receivers outside; null: that in the data folder, once there is one
     */
    public record Links(Map<String, String> gatewaySettings, @Nullable BridgeOptions bridge, @Nullable Path receivers) {
        /** A gateway as it is documented, and nothing else. */
        public static final Links STANDARD = new Links(Map.of(), null, null);

        public Links {
            gatewaySettings = Map.copyOf(gatewaySettings);
        }
    }

    /** A platform as it is documented, with its own InfluxDB. */
    public static PlatformOptions of(Path data, PortOptions ports, City city) {
        return new PlatformOptions(data, ports, city, null, false, Links.STANDARD, Page.STANDARD);
    }

    /** The size of the simulated city. */
    public enum City {
        NONE,
        SMALL,
        CITY
    }
}

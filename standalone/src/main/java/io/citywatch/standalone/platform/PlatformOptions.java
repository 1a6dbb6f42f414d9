package io.citywatch.standalone.platform;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a platform on one machine is to be.
 *
 * @param data the folder of all its state
 * @param ports its ports
 * @param city the simulated city that comes with it
 * @param influx the InfluxDB to use; null starts one
 * @param flushEveryMessage whether the log is synced to disk before each acknowledgement
 */
public record PlatformOptions(
        Path data, PortOptions ports, City city, @Nullable URI influx, boolean flushEveryMessage) {

    /** The size of the simulated city. */
    public enum City {
        NONE,
        SMALL,
        CITY
    }
}

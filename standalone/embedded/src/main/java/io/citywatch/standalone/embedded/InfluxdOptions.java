package io.citywatch.standalone.embedded;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link InfluxdProcess} is set up.
 *
 * @param dataDir influxd's own folder for data, configuration and log; made on the first start
 * @param port where its HTTP API listens on 127.0.0.1; 0 chooses a free port at each start
 * @param executable the influxd to run; null looks for it, see {@link InfluxdProcess#findExecutable()}
 * @param walFsyncDelay for how long written points may wait to be synced to the disk together; zero syncs each write before it is
 *     answered
 * @param startTimeout how long it may take to read its data back and answer
 */
public record InfluxdOptions(
        Path dataDir, int port, @Nullable Path executable, Duration walFsyncDelay, Duration startTimeout) {
    /** A year of a city is read back in far less; a disk that is slower than this is broken. */
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(2);

    /**
     * After a crash of the machine the last of the points may be missing in InfluxDB; they are still in the log.
     */
    public static final Duration HISTORY_WAL_SYNC = Duration.ofMillis(100);

    public InfluxdOptions {
        dataDir = dataDir.toAbsolutePath().normalize();
        LoopbackPorts.requireValid(port);
        if (walFsyncDelay.isNegative()) {
            throw new IllegalArgumentException("The delay of the sync is negative: " + walFsyncDelay);
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException("The time to start is not positive: " + startTimeout);
        }
    }

    /** A free port, the machine's influxd, every write synced, {@link #DEFAULT_START_TIMEOUT}. */
    public static InfluxdOptions in(Path dataDir) {
        return new InfluxdOptions(dataDir, 0, null, Duration.ZERO, DEFAULT_START_TIMEOUT);
    }

    /** The same for the history of the platform: points are synced to disk together, {@link #HISTORY_WAL_SYNC} at most after. */
    public static InfluxdOptions ofHistory(Path dataDir) {
        return in(dataDir).withWalFsyncDelay(HISTORY_WAL_SYNC);
    }

    public InfluxdOptions withPort(int newPort) {
        return new InfluxdOptions(dataDir, newPort, executable, walFsyncDelay, startTimeout);
    }

    public InfluxdOptions withExecutable(Path newExecutable) {
        return new InfluxdOptions(dataDir, port, newExecutable, walFsyncDelay, startTimeout);
    }

    public InfluxdOptions withWalFsyncDelay(Duration newWalFsyncDelay) {
        return new InfluxdOptions(dataDir, port, executable, newWalFsyncDelay, startTimeout);
    }

    public InfluxdOptions withStartTimeout(Duration newStartTimeout) {
        return new InfluxdOptions(dataDir, port, executable, walFsyncDelay, newStartTimeout);
    }
}

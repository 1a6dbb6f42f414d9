package io.citywatch.standalone.embedded;

import java.nio.file.Path;

/** The configuration file of an influxd 1.6 that serves one machine. What it does not name keeps influxd's default. */
final class InfluxdConfig {
    private InfluxdConfig() {}

    static String of(InfluxdOptions options, int httpPort, int backupPort) {
        Path folder = options.dataDir();
        return """
                reporting-enabled = false
                # For backups only, but always bound
                bind-address = "127.0.0.1:%d"

                [meta]
                  dir = %s
                  logging-enabled = false

                [data]
                  dir = %s
                  wal-dir = %s
                  wal-fsync-delay = "%dms"
                  # A city's devices make 100,000 series and more: the index on disk, and no limits on it
                  index-version = "tsi1"
                  max-series-per-database = 0
                  max-values-per-tag = 0
                  # 128 MiB of it goes to disk at a time, the rest is room for bursts. With many series the default of
                  # 25 MiB holds a handful of values of each, and most of the work is to merge small files again
                  cache-max-memory-size = 536870912
                  cache-snapshot-memory-size = 134217728
                  query-log-enabled = false

                [monitor]
                  store-enabled = false

                [subscriber]
                  enabled = false

                [continuous_queries]
                  log-enabled = false

                [http]
                  bind-address = "127.0.0.1:%d"
                  log-enabled = false
                  suppress-write-log = true
                  pprof-enabled = false

                [logging]
                  level = "warn"
                  suppress-logo = true
                """
                .formatted(
                        backupPort,
                        quoted(folder.resolve("meta")),
                        quoted(folder.resolve("data")),
                        quoted(new InfluxdFolder(folder).writeLog()),
                        options.walFsyncDelay().toMillis(),
                        httpPort);
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

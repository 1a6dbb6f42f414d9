package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.load.LoadTarget;
import io.citywatch.standalone.platform.PlatformProcess;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench city}: readings a second from PUBLISH to InfluxDB, and the time from a gas PUBLISH to its alarm. */
@Command(
        name = "city",
        description =
                "Starts the whole platform in a process of its own on fresh data and measures, all on this machine: "
                        + "how many readings a second get from PUBLISH (QoS 1) into InfluxDB, with every job running, "
                        + "and how long a gas alarm takes from its PUBLISH to a subscriber, under a background of messages.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class CityBench extends Benchmark {
    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long readings are published, in seconds.")
    private int seconds = 60;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "60",
            description =
                    "How long readings are published before that, in seconds: while the JVM compiles, the platform does less.")
    private int warmUpSeconds = 60;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Readings a second that are published; 0: as many as the gateway takes.")
    private int rate;

    @Option(
            names = "--on-the-way",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Publishing waits while so many readings are published and not yet in InfluxDB, so that what is measured"
                            + " is what the platform can go on with; 0: it does not wait.")
    private int onTheWay;

    @Option(
            names = "--bare",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Has a bare client write the same points, as many of them, into an InfluxDB of its own"
                    + " afterwards, for the ratio.")
    private boolean bare = true;

    @Option(names = "--devices", paramLabel = "N", defaultValue = "100000", description = "How many devices report.")
    private int devices = 100_000;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many concentrators carry them.")
    private int connections = 20;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "500",
            description = "Unacknowledged messages of each concentrator at most.")
    private int inFlight = 500;

    @Option(
            names = "--alarms",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many gas alarms are timed; 0 leaves that part out.")
    private int alarms = 300;

    @Option(
            names = "--background",
            paramLabel = "RATE",
            defaultValue = "2000",
            description = "Messages a second beside the alarms that are timed.")
    private int background = 2_000;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keeps the platform's data there instead of deleting it.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        Throughput throughput;
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            throughput = run(keep == null ? temporary.path() : keep, out);
        }
        if (bare) {
            runBare(throughput, out);
        }
        return 0;
    }

    private Throughput run(Path data, PrintWriter out) throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(data)) {
            PasswordKey key = PasswordKey.load(data.resolve("keys/mqtt.key"));
            CityReadings readings = new CityReadings(key, connections, devices);
            LoadTarget target = new LoadTarget("127.0.0.1", platform.mqttPort(), connections, inFlight);
            StoredReadings stored = new StoredReadings(platform.influxPort());
            Throughput throughput = new ThroughputRun(target, readings, stored, out)
                    .run(Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds), new Offer(rate, onTheWay));
            if (alarms > 0) {
                new AlarmLatencyRun(target, readings, key, out).run(alarms, background);
            }
            return throughput;
        }
    }

    private void runBare(Throughput platform, PrintWriter out) throws Exception {
        try (TemporaryFolder data = TemporaryFolder.create()) {
            out.printf("bare client: writing the same points into an InfluxDB of its own%n");
            double pointsPerSecond = new BareInfluxRun(connections, devices)
                    .run(data.path(), platform.warmUpReadings(), platform.readings());
            out.printf(
                    "bare client: %,.0f points a second; the platform stores %.2f of that%n",
                    pointsPerSecond, platform.perSecond() / pointsPerSecond);
        }
    }
}

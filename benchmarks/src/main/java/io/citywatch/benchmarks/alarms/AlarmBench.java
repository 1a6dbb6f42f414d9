package io.citywatch.benchmarks.alarms;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.benchmarks.flink.Backlog;
import io.citywatch.benchmarks.flink.FlinkPage;
import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadTarget;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.platform.PlatformProcess;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench alarms}: the time from a gas PUBLISH to its alarm at a subscriber and to the command at its valve. */
@Command(
        name = "alarms",
        description =
                "Starts the whole platform in a process of its own on fresh data, lets all devices announce themselves, and "
                        + "times gas leaks under a background of readings, all on this machine: from a PUBLISH to the alarm at an "
                        + "MQTT subscriber and to the command at the valve. Then the same with InfluxDB stopped. What it measures is "
                        + "a city that is installed: it waits until every job has read all births and is within a second of now.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class AlarmBench extends Benchmark {
    private static final long POLL_MILLIS = 200;
    private static final int WARM_UP_LEAKS = 300;
    /** InfluxDB takes a new device more slowly than a reading, and there are as many as the city has. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(20);

    /** For an alarm. */
    private static final long PATIENCE_SECONDS = 120;

    @Option(names = "--devices", paramLabel = "N", defaultValue = "740160", description = "How many devices report.")
    private int devices = 740_160;

    @Option(
            names = "--background",
            paramLabel = "RATE",
            defaultValue = "12500",
            description = "Readings a second beside the leaks.")
    private int background = 12_500;

    @Option(
            names = "--births",
            paramLabel = "RATE",
            defaultValue = "20000",
            description = "Births a second at the beginning.")
    private int births = 20_000;

    @Option(names = "--alarms", paramLabel = "N", defaultValue = "2000", description = "How many leaks are timed.")
    private int alarms = 2_000;

    @Option(names = "--rate", paramLabel = "RATE", defaultValue = "25", description = "Leaks a second.")
    private int rate = 25;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "20",
            description = "Background before the first leak, in seconds.")
    private int warmUpSeconds = 20;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many concentrators carry the devices.")
    private int connections = 20;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            Path folder = temporary.path();
            try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
                    PlatformProcess platform = PlatformProcess.start(
                            folder.resolve("data"), "--influx", influxd.url().toString())) {
                run(platform, influxd, out);
            }
        }
        return 0;
    }

    private void run(PlatformProcess platform, InfluxdProcess influxd, PrintWriter out) throws Exception {
        PasswordKey key = PasswordKey.load(platform.data().resolve("keys/mqtt.key"));
        CityReadings readings = new CityReadings(key, connections, devices);
        LoadTarget target = new LoadTarget("127.0.0.1", platform.mqttPort(), connections, 2_000);
        announce(target, new CityBirths(readings), out);
        try (LoadGenerator load = LoadGenerator.connect(target, readings);
                Leaks leaks = new Leaks(platform.mqttPort(), key)) {
            settle(platform.flinkPort(), 0, out);
            load.publishAt(background);
            TimeUnit.SECONDS.sleep(warmUpSeconds);
            leaks.time("warm", WARM_UP_LEAKS, rate, PATIENCE_SECONDS);
            settle(platform.flinkPort(), background, out);
            out.printf(
                    "alarms: %,d devices, %,d readings/s in the background, %d leaks%n", devices, background, alarms);
            measure("InfluxDB runs", leaks, load, out);
            influxd.close();
            measure("InfluxDB is stopped", leaks, load, out);
            load.pause();
        }
    }

    private void announce(LoadTarget target, CityBirths messages, PrintWriter out) throws InterruptedException {
        long start = System.nanoTime();
        try (LoadGenerator load = LoadGenerator.connect(target, messages)) {
            load.publishAt(births);
            while (load.acknowledged() < devices) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            load.pause();
        }
        out.printf(
                "births: %,d devices have announced themselves in %.0f s%n",
                devices, (System.nanoTime() - start) / 1e9);
    }

    /** Waits until no job has more to read than that. */
    private static void settle(int flinkPort, long messages, PrintWriter out) throws Exception {
        long start = System.nanoTime();
        out.println(
                "settling: waiting until the jobs have read the log, which takes minutes after the births of a city");
        new Backlog(new FlinkPage(flinkPort)).awaitAtMost(messages, CATCHING_UP);
        out.printf("settled: the jobs are with the log after %.0f s%n", (System.nanoTime() - start) / 1e9);
    }

    private void measure(String name, Leaks leaks, LoadGenerator load, PrintWriter out) throws InterruptedException {
        long before = load.acknowledged();
        long start = System.nanoTime();
        Leaks.Result result = leaks.time(name.replaceAll("[^A-Za-z]", ""), alarms, rate, PATIENCE_SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%s: %s (background acknowledged: %,.0f/s)%n", name, result, (load.acknowledged() - before) / seconds);
    }
}

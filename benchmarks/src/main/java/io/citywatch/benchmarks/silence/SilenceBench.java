package io.citywatch.benchmarks.silence;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.log.BenchLog;
import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.alarms.AlarmOptions;
import io.citywatch.standalone.flink.FlinkCluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench silence}: a tenth of the city goes silent at once. */
@Command(
        name = "silence",
        description =
                "Runs the alarm job on a log of its own, lets many devices go silent in the same second, and measures: "
                        + "how long it takes until all are folded, how many alarms stand, and how long gas alarms take meanwhile and in the half minute before, "
                        + "from their being appended to the log to the alarm in the log.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class SilenceBench extends Benchmark {
    private static final int PARTITIONS = 2;
    /** Devices report each minute, and are silent after three that are missed and a tenth of grace. */
    private static final Duration PATIENCE = Duration.ofSeconds(186);

    private static final Duration LEAD = Duration.ofSeconds(25);
    /** Less than the devices' patience with that: they have been heard before they fall silent. */
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(150);

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long BETWEEN_LEAKS_MILLIS = 50;
    /** How long gas alarms may take that are on their way when all is folded. */
    private static final Duration LAST_LEAKS = Duration.ofSeconds(10);

    /** So long before the silence gas alarms are counted, to compare with. */
    private static final Duration BEFORE = Duration.ofSeconds(30);

    private static final long PROGRESS_MILLIS = 2000;
    /** So often a concentrator falls silent during usual work. */
    private static final long BETWEEN_OUTAGES_MILLIS = 5000;

    @Option(names = "--silent", paramLabel = "N", defaultValue = "74016", description = "How many devices go silent.")
    private int silent = 74_016;

    @Option(
            names = "--districts",
            paramLabel = "N",
            defaultValue = "11",
            description = "Over how many districts they are spread.")
    private int districts = 11;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long the job does its usual work before, in seconds, at most 150: readings, gas alarms, and every five seconds a "
                            + "concentrator of another city that falls silent. 0: its JVM has just started.")
    private int warmUp = 60;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many readings a second of other devices come meanwhile.")
    private int readings = 1000;

    @Override
    public Integer call() throws Exception {
        if (readings < 0) {
            throw unusable("--readings is not negative, as " + readings + " is");
        }
        if (warmUp < 0 || warmUp > LONGEST_WARM_UP.toSeconds()) {
            throw unusable("--warm-up is from 0 to " + LONGEST_WARM_UP.toSeconds() + " s, not " + warmUp);
        }
        PrintWriter out = out();
        try (TemporaryFolder folder = TemporaryFolder.create();
                BenchLog log = BenchLog.start(folder.path().resolve("kafka"), PARTITIONS);
                FlinkCluster flink = FlinkCluster.start(folder.path().resolve("flink"), 0)) {
            AlarmOptions usual = AlarmOptions.of(log.bootstrapServers());
            AlarmOptions options = usual.withRuntime(usual.runtime().withParallelism(PARTITIONS));
            flink.submit(AlarmJob.NAME, env -> AlarmJob.define(env, options));
            return measure(log, out);
        }
    }

    private int measure(BenchLog log, PrintWriter out) throws Exception {
        long start = System.currentTimeMillis() + LEAD.toMillis();
        long due = start + TimeUnit.SECONDS.toMillis(warmUp);
        long born = due - PATIENCE.toMillis();
        CityLog city = new CityLog(log, start - PATIENCE.toMillis() - 60_000);
        try (AlarmWatch watch = new AlarmWatch(log.bootstrapServers());
                LeakWatch gas = new LeakWatch(log.bootstrapServers())) {
            for (int i = 0; i < silent; i++) {
                city.born(i, districts, born);
            }
            for (long outage = start; outage < due; outage += BETWEEN_OUTAGES_MILLIS) {
                city.bornElsewhere(outage - PATIENCE.toMillis());
            }
            out.printf("silence: %,d devices of %d districts were heard last at the same time%n", silent, districts);
            long end = due + LONGEST.toMillis();
            long usual = due - BEFORE.toMillis();
            Histogram before = null;
            long began = System.currentTimeMillis();
            long read = 0;
            long told = System.currentTimeMillis();
            for (int leak = 0; System.currentTimeMillis() < end && watch.folded() < silent; leak++) {
                city.tick();
                if (usual < due && System.currentTimeMillis() >= usual) {
                    usual = due;
                    gas.microsOfLate();
                } else if (before == null && System.currentTimeMillis() >= due) {
                    before = gas.microsOfLate();
                }
                if (System.currentTimeMillis() - told >= PROGRESS_MILLIS) {
                    told = System.currentTimeMillis();
                    out.printf(
                            "silence: %5.1f s, %,d folded, %,d stand, gas of late took at most %,d ms%n",
                            (told - due) / 1e3, watch.folded(), watch.standing(), gas.slowestOfLate());
                }
                String device = LeakWatch.LEAK + leak;
                gas.expect(device);
                city.leaks(device);
                for (; read < readings * (System.currentTimeMillis() - began) / 1000; read++) {
                    city.read(read);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LEAKS_MILLIS);
            }
            int missing = gas.await(LAST_LEAKS);
            double seconds = (watch.lastFolded() - due) / 1e3;
            Histogram meanwhile = gas.microsOfLate();
            out.printf(
                    "silence: %,d of %,d folded %.1f s after they were due; %d alarms stand, at most %d stood at once%n",
                    watch.folded(), silent, seconds, watch.standing(), watch.mostStanding());
            if (before != null) {
                print(out, "before", before);
            }
            print(out, "meanwhile", meanwhile);
            out.printf("silence: %d gas alarms missing%n", missing);
            return watch.folded() == silent && missing == 0 ? 0 : 1;
        }
    }

    private static void print(PrintWriter out, String when, Histogram micros) {
        out.printf(
                "silence: %,d gas alarms %s: p50 %.1f ms, p99 %.1f ms, greatest %.1f ms%n",
                micros.getTotalCount(),
                when,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}

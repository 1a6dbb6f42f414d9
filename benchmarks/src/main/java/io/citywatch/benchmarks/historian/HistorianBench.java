package io.citywatch.benchmarks.historian;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench historian}: readings a second of the historian alone, and what one costs. */
@Command(
        name = "historian",
        description =
                "Runs the historian alone, from a log that is filled before into a sink that only counts, for several numbers "
                        + "of devices in turn: readings a second, and the processor time of a reading with that of the log it is read "
                        + "from. The first run warms up and does not count.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class HistorianBench extends Benchmark {
    @Option(
            names = "--devices",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,100000,740160",
            description = "How many devices report, one run for each.")
    private List<Integer> devices = List.of();

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "How many readings the log holds in each run.")
    private int readings = 4_000_000;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1", description = "How often all of that is done.")
    private int rounds = 1;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Over how many partitions the uplink is spread.")
    private int partitions = 4;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many tasks read it; 1 is what the platform on one machine has.")
    private int parallelism = 1;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        run(devices.get(0), "warming up", out);
        List<List<HistorianRun.Result>> ofDevices = new ArrayList<>();
        devices.forEach(each -> ofDevices.add(new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < devices.size(); i++) {
                ofDevices.get(i).add(run(devices.get(i), "round " + round, out));
            }
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int i = 0; i < devices.size(); i++) {
            HistorianRun.Result median = median(ofDevices.get(i));
            out.printf("historian: %,9d devices: %s%n", devices.get(i), words(median));
            least = Math.min(least, median.processorMicros());
            most = Math.max(most, median.processorMicros());
        }
        out.printf("historian: the dearest reading costs %.2f times the cheapest%n", most / least);
        return 0;
    }

    private HistorianRun.Result run(int number, String which, PrintWriter out) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            HistorianRun.Result result = new HistorianRun(number, readings, partitions, parallelism).run(folder.path());
            out.printf("%s, %,d devices: %s%n", which, number, words(result));
            return result;
        }
    }

    private static String words(HistorianRun.Result result) {
        return "%,.0f readings a second, %.2f us of processor time each"
                .formatted(result.perSecond(), result.processorMicros());
    }

    private static HistorianRun.Result median(List<HistorianRun.Result> results) {
        return results.stream()
                .sorted(Comparator.comparingDouble(HistorianRun.Result::perSecond))
                .toList()
                .get(results.size() / 2);
    }
}

package io.citywatch.benchmarks.series;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.jobs.alarms.series.DailyRhythm;
import io.citywatch.jobs.alarms.series.RandomCutForestDetector;
import io.citywatch.jobs.alarms.series.SeriesDetector;
import io.citywatch.jobs.backtest.Quality;
import io.citywatch.jobs.backtest.artificial.ArtificialCorpus;
import io.citywatch.jobs.backtest.artificial.ArtificialSeries;
import io.citywatch.jobs.backtest.artificial.FixedDeviation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench detectors}: the detectors for series beside each other, on the same artificial series. */
@Command(
        name = "detectors",
        mixinStandardHelpOptions = true,
        description =
                "Judges the detectors for series on artificial series: "
                        + "100 for every anomaly flagged as soon as its window begins and no false alarm, 0 for no flag at all.")
public final class DetectorsBench extends Benchmark {

    @Option(names = "--of-each", defaultValue = "5", description = "Series of each shape (default: ${DEFAULT-VALUE}).")
    private int ofEach;

    @Option(
            names = "--seed",
            defaultValue = "2026",
            description = "What they are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--shapes", description = "The score by shape too.")
    private boolean byShape;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = out();
        List<ArtificialSeries> all = ArtificialCorpus.of(true, ofEach, seed);
        long rows = all.stream().mapToLong(series -> series.times().length).sum();
        out.printf("%d series, %d rows%n", all.size(), rows);
        Map<String, SeriesDetector<?>> detectors = new LinkedHashMap<>();
        detectors.put("four standard deviations", new FixedDeviation());
        detectors.put("randomCutForest", new RandomCutForestDetector(1));
        detectors.put("dailyRhythm", new DailyRhythm());
        for (Map.Entry<String, SeriesDetector<?>> entry : detectors.entrySet()) {
            judge(out, entry.getKey(), entry.getValue(), all, rows);
        }
        return 0;
    }

    private void judge(PrintWriter out, String name, SeriesDetector<?> detector, List<ArtificialSeries> all, long rows)
            throws InterruptedException {
        long started = System.nanoTime();
        Quality total = Quality.NOTHING;
        Map<String, Quality> shapes = new TreeMap<>();
        for (ArtificialSeries series : all) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while " + name + " was judged");
            }
            Quality quality = series.judge(detector);
            total = total.plus(quality);
            shapes.merge(series.name().split(" ", 2)[0], quality, Quality::plus);
        }
        double micros = (System.nanoTime() - started) / 1000.0 / rows;
        out.printf("%-26s %s, %.2f us a row%n", name, line(total), micros);
        if (byShape) {
            shapes.forEach((shape, quality) -> out.printf("    %-22s %s%n", shape, line(quality)));
        }
        out.flush();
    }

    private static String line(Quality quality) {
        return "score %5.1f, %3d of %3d windows found, %4d false alarms"
                .formatted(quality.score(), quality.found(), quality.windows(), quality.falseAlarms());
    }
}

package io.citywatch.standalone.command;

import io.citywatch.devices.cli.Terminal;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.series.RandomCutForestDetector;
import io.citywatch.jobs.alarms.series.SeriesDetector;
import io.citywatch.jobs.backtest.Backtest;
import io.citywatch.jobs.backtest.BacktestException;
import io.citywatch.jobs.backtest.DetectorChoice;
import io.citywatch.jobs.backtest.LabelFile;
import io.citywatch.jobs.backtest.Quality;
import io.citywatch.jobs.backtest.RuleSeries;
import io.citywatch.jobs.backtest.SeriesReader;
import io.citywatch.jobs.backtest.Window;
import io.citywatch.jobs.backtest.WindowScorer;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.ForestShape;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleProblem;
import io.citywatch.telemetry.rule.RuleReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./citywatch backtest FILE}: what a detector says of a recorded series. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a detector over a recorded series and writes timestamp,value,score,anomaly: how surprising each row is,"
                    + " from 0 to 1, and whether that makes it an anomaly, which it does from 0.5 on.",
            "A row's score depends on the rows before it only. Nothing else has to run."
        },
        footer = {"", "Exit code 0 when all rows were judged, 1 when the file can't be used, 2 when an option is wrong."
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int BUFFER = 1 << 16;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A CSV file whose header names the columns timestamp and value. Times are 2026-01-31 23:59:59 or"
                            + " ISO 8601, in UTC where they have no offset, or seconds, milliseconds, microseconds or"
                            + " nanoseconds since 1970.")
    private Path file = Path.of("");

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description =
                    "Which one: dailyRhythm, randomCutForest, level, rateOfChange or stuck; docs/series.md tells what"
                            + " each finds (default: " + DetectorChoice.DEFAULT + ").")
    private @Nullable String detector;

    @Option(
            names = "--rule",
            paramLabel = "FILE",
            description =
                    "In place of --detector: a JSON file with a rule as for rules apply, whose own detector judges the"
                            + " series as if one device had measured it. rules show prints such a file (default: none).")
    private @Nullable Path rule;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description =
                    "For --rule: what the series holds, such as pressureKpa (default: the one that the rule judges).")
    private @Nullable String metric;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes there (default: standard output).")
    private @Nullable Path output;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "The windows in which something was wrong, as JSON by the name of the series' file: prints how"
                            + " many were found, and at what cost, to standard error.")
    private @Nullable Path labels;

    @Option(
            names = "--limit",
            paramLabel = "X",
            description = "For level, rateOfChange: the limit, in the values' unit.")
    private @Nullable Double limit;

    @Option(names = "--low", paramLabel = "X", description = "For level: the lower limit, in the values' unit.")
    private @Nullable Double low;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "For rateOfChange, stuck: the time, in minutes (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--trees",
            paramLabel = "N",
            defaultValue = "" + ForestShape.USUAL_TREES,
            description = "For randomCutForest: how many trees (default: ${DEFAULT-VALUE}).")
    private int trees;

    @Option(
            names = "--sample-size",
            paramLabel = "N",
            defaultValue = "" + ForestShape.USUAL_SAMPLE_SIZE,
            description = "For randomCutForest: how many points a tree holds (default: ${DEFAULT-VALUE}).")
    private int sampleSize;

    @Option(
            names = "--shingle",
            paramLabel = "N",
            defaultValue = "" + ForestShape.USUAL_SHINGLE,
            description = "For randomCutForest: how many values in a row make a point (default: ${DEFAULT-VALUE}).")
    private int shingle;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "" + ForestShape.USUAL_WARM_UP,
            description = "For randomCutForest: after how many values it speaks (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + RandomCutForestDetector.USUAL_SEED,
            description = "For randomCutForest: what its cuts are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        try {
            SeriesDetector<?> chosen =
                    rule == null ? named(detector == null ? DetectorChoice.DEFAULT : detector) : ofRule(rule);
            if (output != null && Files.exists(output) && Files.exists(file) && Files.isSameFile(output, file)) {
                throw terminal.wrongOption("--output " + output + " is the recording itself");
            }
            List<Window> windows = labels == null ? List.of() : LabelFile.read(labels, file);
            WindowScorer scorer = new WindowScorer(windows);
            judge(new Backtest<>(chosen, scorer));
            if (labels != null) {
                complain(line(scorer.result()));
            }
            return CommandLine.ExitCode.OK;
        } catch (NoSuchFileException e) {
            complain(e.getMessage() + " is not there");
        } catch (AccessDeniedException e) {
            complain(e.getMessage() + " is not for this user to read or write");
        } catch (IOException | BacktestException e) {
            complain(e.getMessage());
        }
        return FAILED;
    }

    private SeriesDetector<?> ofRule(Path rules) throws IOException, BacktestException {
        if (detector != null) {
            throw terminal.wrongOption("--rule and --detector are two detectors; one is expected");
        }
        Metric asked = metric == null ? null : Metric.ofField(metric);
        if (metric != null && asked == null) {
            throw terminal.wrongOption(
                    "--metric " + metric + ": there is no such metric; docs/contracts.md lists them");
        }
        RuleReader.Result read = RuleReader.read(Files.readAllBytes(rules));
        RuleDocument document = read.single();
        if (document == null) {
            throw new BacktestException(rules + ": "
                    + (read.problems().isEmpty()
                            ? read.rules().size() + " rules, one is expected"
                            : read.problems().stream()
                                    .map(RuleProblem::toString)
                                    .collect(Collectors.joining(System.lineSeparator()))));
        }
        try {
            return RuleSeries.of(Rule.of(document), asked);
        } catch (IllegalArgumentException e) {
            throw terminal.wrongOption("--rule " + rules + ": " + e.getMessage());
        }
    }

    private SeriesDetector<?> named(String name) {
        DetectorChoice choice = DetectorChoice.named(name);
        if (metric != null) {
            throw terminal.wrongOption("--metric is for --rule only");
        }
        if (choice == null) {
            throw terminal.wrongOption("there is no detector '" + name + "'; the detectors are" + System.lineSeparator()
                    + DetectorChoice.list());
        }
        try {
            return choice.make(new DetectorChoice.Settings(
                    limit, low, minutes, new RandomCutForestDetector(seed, trees, sampleSize, shingle, warmUp)));
        } catch (IllegalArgumentException e) {
            throw terminal.wrongOption("--detector " + name + ": " + e.getMessage());
        }
    }

    private void judge(Backtest<?> backtest) throws IOException, BacktestException {
        if (Files.isDirectory(file)) {
            throw new BacktestException(file + " is a folder");
        }
        // Not a strict reader: columns that are passed over may hold text of any encoding
        try (SeriesReader rows = new SeriesReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), file.toString());
                Writer out = open()) {
            backtest.run(rows, out);
        }
        if (output == null && terminal.out().checkError()) {
            throw new IOException("standard output could not be written");
        }
    }

    private Writer open() throws IOException {
        return output == null ? new BufferedWriter(terminal.out(), BUFFER) : Files.newBufferedWriter(output);
    }

    private static String line(Quality quality) {
        String line = quality.found() + " of " + quality.windows() + " windows found, " + quality.falseAlarms()
                + " false alarms";
        return quality.windows() == 0 ? line : line + String.format(Locale.ROOT, ", score %.1f", quality.score());
    }

    private void complain(@Nullable String line) {
        terminal.complain("backtest: " + line);
    }
}

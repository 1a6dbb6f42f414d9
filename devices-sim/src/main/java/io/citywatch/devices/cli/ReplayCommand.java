package io.citywatch.devices.cli;

import io.citywatch.devices.AckListener;
import io.citywatch.devices.link.LinkOptions;
import io.citywatch.devices.replay.ReplayException;
import io.citywatch.devices.replay.ReplayOptions;
import io.citywatch.devices.replay.ReplayReport;
import io.citywatch.devices.replay.StayFile;
import io.citywatch.devices.replay.StayReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code citywatch replay FILE}: recorded parking stays against a platform that runs already. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Publishes recorded parking stays as bay detectors, each change with its own recorded time.",
        footer = {
            "",
            "Exit code 0 when every line was used and every change acknowledged, 1 when not, 2 when an option is wrong."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin
    private Terminal terminal = new Terminal();

    @Parameters(
            paramLabel = "FILE",
            description = "A CSV file whose header names the columns arrival, departure and bay; times are local, as"
                    + " 2013-01-01T07:30:19.")
    private Path file = Path.of("");

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--district",
            paramLabel = "CODE",
            defaultValue = ReplayOptions.DEFAULT_DISTRICT,
            description = "The district whose bays they are (default: ${DEFAULT-VALUE}).")
    private String district = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Australia/Melbourne",
            converter = ZoneConverter.class,
            description = "Where the times are local (default: ${DEFAULT-VALUE}).")
    private ZoneId zone = ZoneId.of("UTC");

    @Option(
            names = "--speed-up",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many times faster than it happened; 0: as fast as it is acknowledged (default:"
                    + " ${DEFAULT-VALUE}).")
    private double speedUp;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Replays the first N stays of the file only, 1 or more (default: all).")
    private @Nullable Long limit;

    @Option(
            names = "--acknowledged",
            paramLabel = "FILE",
            description = "Writes there a line device,channel,t for each change that the platform acknowledged.")
    private @Nullable Path acknowledgedFile;

    @Option(
            names = "--report",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How often to print how far it has come, 1 or more (default: ${DEFAULT-VALUE}).")
    private int reportSeconds;

    @Override
    public Integer call() throws InterruptedException {
        try (AckLog acks = acknowledgedFile == null ? null : new AckLog(acknowledgedFile)) {
            return replay(options(), acks == null ? AckListener.NOBODY : acks);
        } catch (IOException | ReplayException e) {
            terminal.complain("replay: " + e.getMessage());
            return FAILED;
        }
    }

    private ReplayOptions options() throws IOException {
        if (reportSeconds < 1 || (limit != null && limit < 1)) {
            throw terminal.wrongOption("--report and --limit are 1 or more");
        }
        try {
            return new ReplayOptions(
                    endpoint.endpoint(), district, speedUp, LinkOptions.DEFAULTS, ReplayOptions.DEFAULT_PATIENCE);
        } catch (IllegalArgumentException e) {
            throw terminal.wrongOption(String.valueOf(e.getMessage()));
        }
    }

    private int replay(ReplayOptions options, AckListener acks)
            throws IOException, ReplayException, InterruptedException {
        StayFile stays = StayFile.read(file, zone, limit == null ? Long.MAX_VALUE : limit);
        stays.descriptions().forEach(line -> terminal.complain("replay: " + file + ", " + line));
        if (stays.size() == 0) {
            throw new ReplayException(file + " holds no stay that can be used" + skipped(stays));
        }
        ReplayReport report = new StayReplay(
                        options,
                        stays,
                        acks,
                        now -> terminal.print("replay: " + line(now)),
                        Duration.ofSeconds(reportSeconds))
                .run();
        terminal.print("replayed " + stays.size() + " stays: " + line(report) + skipped(stays));
        return report.isComplete() && stays.skipped().isEmpty() ? CommandLine.ExitCode.OK : FAILED;
    }

    private static String line(ReplayReport report) {
        String line = report.published() + " of " + report.changes() + " changes published, " + report.acknowledged()
                + " acknowledged, " + report.refused() + " refused";
        return report.trouble() == null ? line : line + " (" + report.trouble() + ")";
    }

    private static String skipped(StayFile stays) {
        Map<?, Integer> skipped = stays.skipped();
        if (skipped.isEmpty()) {
            return ", 0 lines skipped";
        }
        int all = skipped.values().stream().mapToInt(Integer::intValue).sum();
        return ", " + all + " lines skipped ("
                + stays.skipped().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().text())
                        .collect(Collectors.joining(", "))
                + ")";
    }
}

package io.citywatch.standalone.command;

import io.citywatch.jobs.historian.HistorianOptions;
import io.citywatch.jobs.historian.HistoryRebuild;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./citywatch history rebuild}: writes the history of a span anew from the log. */
@Command(
        name = "history",
        description = "Writes the history of a span anew from the log, beside the platform that runs.",
        mixinStandardHelpOptions = true)
public final class HistoryCommand implements Runnable {
    private static final int WHOLE = 100;

    @Spec
    private @Nullable CommandSpec spec;

    private long shownPercent = -1;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "rebuild is expected");
        }
    }

    @Command(
            name = "rebuild",
            description = "Reads what arrived in the span and writes its points again. A point that is there is written"
                    + " over by itself, so this can be broken off and started again. Roll-ups are written anew too;"
                    + " messages of Sparkplug B, alarms, counts and the ledger are left out.")
    void rebuild(
            @Mixin LogOption log,
            @Option(
                            names = "--influx",
                            paramLabel = "URL",
                            defaultValue = "http://127.0.0.1:8086",
                            description = "The InfluxDB (default: ${DEFAULT-VALUE}).")
                    URI influx,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            required = true,
                            converter = TimeConverter.class,
                            description = "The first time of arrival (ISO 8601 with an offset, or milliseconds).")
                    long from,
            @Option(
                            names = "--to",
                            paramLabel = "TIME",
                            converter = TimeConverter.class,
                            description = "The time of arrival before which it ends. Default: what the log has now.")
                    @Nullable
                    Long to)
            throws InterruptedException {
        HistorianOptions options = HistorianOptions.of(log.bootstrapServers(), influx.toString());
        HistoryRebuild.Progress done =
                new HistoryRebuild(options, this::show).run(from, to == null ? Long.MAX_VALUE : to);
        out().println(done.records() + " records read, " + done.points() + " points written, " + done.refused()
                + " messages refused; left out: Sparkplug B, alarms, counts and the ledger");
    }

    /** A line for each hundredth of the way. */
    private void show(HistoryRebuild.Progress progress) {
        long percent = progress.ofRecords() == 0 ? WHOLE : progress.records() * WHOLE / progress.ofRecords();
        if (percent > shownPercent) {
            shownPercent = percent;
            out().println(percent + " %  " + progress.points() + " points");
            out().flush();
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        return spec.commandLine().getOut();
    }
}

package io.citywatch.standalone.command;

import io.citywatch.devices.cli.Terminal;
import io.citywatch.jobs.historian.HistorianOptions;
import io.citywatch.jobs.historian.HistoryRebuild;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.standalone.platform.InfluxAccess;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./citywatch history rebuild}: writes the history of a span anew from the log. */
@Command(
        name = "history",
        description = "Writes the history of a span anew from the log, beside the platform that runs.",
        mixinStandardHelpOptions = true)
public final class HistoryCommand implements Runnable {
    private static final int WHOLE = 100;

    @Mixin
    private final Terminal terminal = new Terminal();

    private HistoryRebuild.@Nullable Part shown;
    private long shownPercent = -1;

    @Override
    public void run() {
        throw terminal.wrongOption("rebuild is expected");
    }

    @Command(
            name = "rebuild",
            description =
                    "Reads what arrived in the span and writes its points again, and what the log still has of alarms,"
                            + " counts and the ledger of that time. A point that is there is written over by itself, so this can"
                            + " be broken off and started again. Roll-ups are written anew too; nothing is entered in the books.",
            mixinStandardHelpOptions = true)
    int rebuild(
            @Mixin LogOption log,
            @Mixin InfluxOption influx,
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
        if (to != null && to <= from) {
            throw terminal.wrongOption("rebuild", "--to is not after --from");
        }
        InfluxOptions server = influx.serverOr(InfluxOptions.DEFAULT_URL);
        log.await(LogOption.TOOL_PATIENCE, terminal.err());
        InfluxAccess.require(server);
        HistorianOptions options = HistorianOptions.of(log.bootstrapServers(), server);
        HistoryRebuild.Rebuilt done;
        try {
            done = new HistoryRebuild(options, this::show).run(from, to == null ? Long.MAX_VALUE : to);
        } catch (KafkaException e) {
            throw log.away(e);
        }
        terminal.out().println(done.points() + " points written, " + done.refused() + " messages refused");
        if (!done.unexplained().isEmpty()) {
            terminal.out()
                    .println("left out in part, since no birth in the log explains them: edge nodes "
                            + String.join(", ", done.unexplained()));
        }
        if (done.missed() > 0) {
            terminal.out()
                    .println("left out, since the log dropped them before they were read: " + done.missed()
                            + " records");
        }
        if (done.unsummed() > 0) {
            terminal.out()
                    .println("left as they are, since the server keeps them no more or refuses to sum them up: "
                            + done.unsummed() + " minutes and hours of a kind or a device");
        }
        return done.missed() == 0 ? 0 : 1;
    }

    /** A line for each hundredth of the way of each part. */
    private void show(HistoryRebuild.Progress progress) {
        if (progress.part() != shown) {
            shown = progress.part();
            shownPercent = -1;
        }
        long percent = progress.ofRecords() == 0 ? WHOLE : progress.records() * WHOLE / progress.ofRecords();
        if (percent > shownPercent) {
            shownPercent = percent;
            terminal.out().println(words(progress.part()) + "  " + percent + " %  " + progress.points() + " points");
            terminal.out().flush();
        }
    }

    private static String words(HistoryRebuild.Part part) {
        return switch (part) {
            case UPLINK -> "messages";
            case EARLIER_BIRTHS -> "births of edge nodes before the span";
            case STATES -> "alarms, counts and ledger";
            case ROLL_UPS -> "roll-ups";
        };
    }
}

package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.console.view.HistoryWatch.Behind;
import io.citywatch.console.view.LogFollower.LogState;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the console can be relied on.
 *
 * <p>It can when what it shows of the log holds. Without InfluxDB it is degraded: charts are missing, alarms are not.
 *
 * @param log how the views stand to the log
 * @param historyUp whether InfluxDB answered last
 * @param behind how far the history is behind the log, or null while that is not known
 */
public record Vitals(Supplier<LogState> log, BooleanSupplier historyUp, Supplier<@Nullable Behind> behind) {
    ObjectNode document() {
        LogState state = log.get();
        boolean history = historyUp.getAsBoolean();
        ObjectNode document = Json.object();
        document.put("status", status(state, history));
        ObjectNode parts = document.putObject("parts");
        parts.putObject("log").put("status", status(state, true)).put("detail", detail(state));
        ObjectNode influxdb = parts.putObject("influxdb")
                .put("status", history ? "up" : "down")
                .put(
                        "detail",
                        history ? "InfluxDB answers." : "InfluxDB does not answer: no charts, alarms not affected.");
        Behind known = behind.get();
        if (known != null) {
            influxdb.put("behindSeconds", known.seconds()).put("behindRecords", known.records());
        }
        return document;
    }

    HttpResponse health() {
        return Json.response(
                log.get() == LogState.CURRENT ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, document());
    }

    private static String status(LogState state, boolean history) {
        return switch (state) {
            case CATCHING_UP -> "starting";
            case AWAY -> "down";
            case CURRENT -> history ? "up" : "degraded";
        };
    }

    private static String detail(LogState state) {
        return switch (state) {
            case CATCHING_UP -> "The log was not read to its end yet.";
            case AWAY -> "The log does not answer: what is shown is how things were when it last did.";
            case CURRENT -> "The views follow the log.";
        };
    }
}

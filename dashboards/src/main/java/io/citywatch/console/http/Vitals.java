package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.console.disk.LogDisk;
import io.citywatch.console.disk.LogDisk.Room;
import io.citywatch.console.view.HistoryWatch.Behind;
import io.citywatch.console.view.LogFollower.LogState;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the console can be relied on.
 *
 * <p>It can when what it shows of the log holds, the log has room to grow, and the alarm job still writes to it. Without InfluxDB it is degraded: charts
 * are missing, alarms are not.
 *
 * @param address where the log answers, or would
 * @param log how the views stand to the log
 * @param figuresAge how long ago the alarm job's newest figures came in; null when there were never any
 * @param historyUp whether InfluxDB answered last
 * @param behind how far the history is behind the log, or null while that is not known
 * @param disk how much room the log's disk has, or null where nobody looks
 */
public record Vitals(
        String address,
        Supplier<LogState> log,
        Supplier<@Nullable Duration> figuresAge,
        BooleanSupplier historyUp,
        Supplier<@Nullable Behind> behind,
        Supplier<LogDisk.@Nullable State> disk) {
    /** The alarm job publishes figures once a minute; one that is restored after a failure has missed two. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(150);

    /**
     * The document.
     *
     * @param names whether it names servers, which only those are told who are signed in
     */
    ObjectNode document(boolean names) {
        LogState state = log.get();
        Duration age = figuresAge.get();
        boolean silent = isSilent(state, age);
        boolean history = historyUp.getAsBoolean();
        LogDisk.State room = disk.get();
        ObjectNode document = Json.object();
        document.put("status", isFull(room) ? "down" : status(state, silent, history));
        ObjectNode parts = document.putObject("parts");
        parts.putObject("log").put("status", status(state, false, true)).put("detail", detail(state, names));
        alarms(parts.putObject("alarms"), age, silent);
        ObjectNode influxdb = parts.putObject("influxdb")
                .put("status", history ? "up" : "down")
                .put(
                        "detail",
                        history ? "InfluxDB answers." : "InfluxDB does not answer: no charts, alarms not affected.");
        Behind known = behind.get();
        if (known != null) {
            influxdb.put("behindSeconds", known.seconds()).put("behindRecords", known.records());
        }
        if (room != null) {
            disk(parts.putObject("disk"), room);
        }
        return document;
    }

    HttpResponse health(boolean names) {
        LogState state = log.get();
        boolean good = state == LogState.CURRENT && !isSilent(state, figuresAge.get()) && !isFull(disk.get());
        return Json.response(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, document(names));
    }

    private static void alarms(ObjectNode part, @Nullable Duration age, boolean silent) {
        if (age == null) {
            part.put("status", "unknown")
                    .put("detail", "The alarm job has said nothing yet: there never was an alarm, or it does not run.");
            return;
        }
        part.put("status", silent ? "down" : "up")
                .put(
                        "detail",
                        silent
                                ? "The alarm job is silent: new alarms are not raised, and what is shown does not change."
                                : "The alarm job is at work.")
                .put("ageSeconds", age.toSeconds());
    }

    private static void disk(ObjectNode part, LogDisk.State state) {
        switch (state.room()) {
            case ENOUGH -> part.put("status", "up").put("detail", "The log's disk has room.");
            case LITTLE -> part.put("status", "low").put("detail", "The log's disk is nearly full: make room soon.");
            case NONE ->
                part.put("status", "full")
                        .put(
                                "detail",
                                "The log's disk is full: nothing is taken from devices and no new alarm is raised until there is"
                                        + " room.");
        }
        part.put("freeBytes", state.freeBytes());
    }

    private static boolean isFull(LogDisk.@Nullable State state) {
        return state != null && state.room() == Room.NONE;
    }

    /** While the log is not read to its end, or away, nobody can tell. */
    private static boolean isSilent(LogState state, @Nullable Duration age) {
        return state == LogState.CURRENT && age != null && age.compareTo(LONGEST_SILENCE) > 0;
    }

    private static String status(LogState state, boolean silent, boolean history) {
        return switch (state) {
            case CATCHING_UP -> "starting";
            case AWAY -> "down";
            case CURRENT -> silent ? "down" : history ? "up" : "degraded";
        };
    }

    private String detail(LogState state, boolean names) {
        String named = names ? "The log at " + address : "The log";
        return switch (state) {
            case CATCHING_UP -> named + " was not read to its end yet.";
            case AWAY -> named + " does not answer: what is shown is how things were when it last did.";
            case CURRENT -> "The views follow the log.";
        };
    }
}

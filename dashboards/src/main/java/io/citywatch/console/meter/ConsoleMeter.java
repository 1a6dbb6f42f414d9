package io.citywatch.console.meter;

import io.citywatch.meter.RegisteredMeter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;

/** Every meter of the console. */
public enum ConsoleMeter implements RegisteredMeter {
    REQUESTS(
            "citywatch.console.requests",
            MeterType.COUNTER,
            "requests",
            "HTTP requests that were answered, by status."),
    SIGN_INS("citywatch.console.sign.ins", MeterType.COUNTER, "attempts", "Attempts to sign in, by outcome."),
    ACTIONS(
            "citywatch.console.actions",
            MeterType.COUNTER,
            "actions",
            "Operators' actions on alarms, by verb and outcome."),
    VIEW_RECORDS(
            "citywatch.console.view.records",
            MeterType.COUNTER,
            "records",
            "Records of the log that were taken into the console's views, by topic."),
    VIEW_UNREADABLE(
            "citywatch.console.view.unreadable",
            MeterType.COUNTER,
            "records",
            "Records of the log that could not be read and were passed over, by topic."),
    VIEW_LAG(
            "citywatch.console.view.lag",
            MeterType.GAUGE,
            "records",
            "Records of the log that the views are still behind."),
    ALARMS_STANDING("citywatch.console.alarms.standing", MeterType.GAUGE, "alarms", "Alarms that stand, by severity."),
    DEVICES_KNOWN("citywatch.console.devices", MeterType.GAUGE, "devices", "Devices whose birth is known."),
    STREAM_CLIENTS(
            "citywatch.console.stream.clients", MeterType.GAUGE, "clients", "Browsers that hold an event stream open."),
    STREAM_EVENTS(
            "citywatch.console.stream.events", MeterType.COUNTER, "events", "Events that were published, by name."),
    STREAM_DROPPED(
            "citywatch.console.stream.dropped",
            MeterType.COUNTER,
            "clients",
            "Event streams that were ended because their reader was too slow."),
    READINGS_PER_SECOND(
            "citywatch.console.uplink.rate",
            MeterType.GAUGE,
            "messages/s",
            "Messages that reach the log each second, seen from its end; counted while somebody watches."),
    HISTORY_QUERIES(
            "citywatch.console.history.queries",
            MeterType.TIMER,
            "seconds",
            "Queries to InfluxDB, by outcome (ok, away)."),
    HISTORY_BEHIND(
            "citywatch.console.history.behind",
            MeterType.GAUGE,
            "seconds",
            "The age of the oldest record of the uplink that the historian has not stored; no number while that is not known."),
    HISTORY_BACKLOG(
            "citywatch.console.history.backlog",
            MeterType.GAUGE,
            "records",
            "Records of the uplink that the historian has not stored; no number while that is not known.");

    private final MeterSpec spec;

    ConsoleMeter(String name, MeterType type, String unit, String text) {
        spec = new MeterSpec(name, type, unit, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}

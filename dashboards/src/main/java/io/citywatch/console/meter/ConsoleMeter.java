package io.citywatch.console.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.ToDoubleFunction;

/** Every meter of the console. */
public enum ConsoleMeter {
    REQUESTS("citywatch.console.requests", Type.COUNTER, "requests", "HTTP requests that were answered, by status."),
    SIGN_INS("citywatch.console.sign.ins", Type.COUNTER, "attempts", "Attempts to sign in, by outcome."),
    ACTIONS("citywatch.console.actions", Type.COUNTER, "actions", "Operators' actions on alarms, by verb and outcome."),
    VIEW_RECORDS(
            "citywatch.console.view.records",
            Type.COUNTER,
            "records",
            "Records of the log that were taken into the console's views, by topic."),
    VIEW_UNREADABLE(
            "citywatch.console.view.unreadable",
            Type.COUNTER,
            "records",
            "Records of the log that could not be read and were passed over, by topic."),
    VIEW_LAG(
            "citywatch.console.view.lag", Type.GAUGE, "records", "Records of the log that the views are still behind."),
    ALARMS_STANDING("citywatch.console.alarms.standing", Type.GAUGE, "alarms", "Alarms that stand, by severity."),
    DEVICES_KNOWN("citywatch.console.devices", Type.GAUGE, "devices", "Devices whose birth is known."),
    STREAM_CLIENTS(
            "citywatch.console.stream.clients", Type.GAUGE, "clients", "Browsers that hold an event stream open."),
    STREAM_EVENTS("citywatch.console.stream.events", Type.COUNTER, "events", "Events that were published, by name."),
    STREAM_DROPPED(
            "citywatch.console.stream.dropped",
            Type.COUNTER,
            "clients",
            "Event streams that were ended because their reader was too slow."),
    READINGS_PER_SECOND(
            "citywatch.console.uplink.rate",
            Type.GAUGE,
            "messages/s",
            "Messages that reach the log each second, seen from its end; counted while somebody watches."),
    HISTORY_QUERIES(
            "citywatch.console.history.queries", Type.TIMER, "seconds", "Queries to InfluxDB, by outcome (ok, away)."),
    HISTORY_BEHIND(
            "citywatch.console.history.behind",
            Type.GAUGE,
            "seconds",
            "The age of the oldest record of the uplink that the historian has not stored; no number while that is not known."),
    HISTORY_BACKLOG(
            "citywatch.console.history.backlog",
            Type.GAUGE,
            "records",
            "Records of the uplink that the historian has not stored; no number while that is not known.");

    private final String meterName;
    private final Type type;
    private final String unit;
    private final String text;

    ConsoleMeter(String meterName, Type type, String unit, String text) {
        this.meterName = meterName;
        this.type = type;
        this.unit = unit;
        this.text = text;
    }

    public String meterName() {
        return meterName;
    }

    public Type type() {
        return type;
    }

    public String unit() {
        return unit;
    }

    /** What it counts, in a sentence. */
    public String text() {
        return text;
    }

    /** The counter with those tags (key, value, key, value …). */
    public Counter counter(MeterRegistry registry, String... tags) {
        check(Type.COUNTER);
        return Counter.builder(meterName).description(text).tags(tags).register(registry);
    }

    /** The timer with those tags. */
    public Timer timer(MeterRegistry registry, String... tags) {
        check(Type.TIMER);
        return Timer.builder(meterName).description(text).tags(tags).register(registry);
    }

    /** Makes the function of the object readable as this gauge, for as long as the object is in use. */
    public <T> void gauge(MeterRegistry registry, T object, ToDoubleFunction<T> function, String... tags) {
        check(Type.GAUGE);
        Gauge.builder(meterName, object, function)
                .description(text)
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    private void check(Type asked) {
        if (type != asked) {
            throw new IllegalStateException(name() + " is a " + type + ", not a " + asked);
        }
    }

    /** The sorts of meters. */
    public enum Type {
        COUNTER,
        GAUGE,
        TIMER
    }
}

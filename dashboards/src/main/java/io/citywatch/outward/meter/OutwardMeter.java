package io.citywatch.outward.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/** Every meter of outward delivery; each but the first is kept by receiver. */
public enum OutwardMeter {
    FILE_PROBLEMS(
            "citywatch.outward.file.problems",
            Type.GAUGE,
            "files",
            "1 while the receivers' file can't be used and the last good one holds, otherwise 0."),
    DELIVERED("citywatch.outward.delivered", Type.COUNTER, "transitions", "Transitions that the receiver has taken."),
    CALLS("citywatch.outward.calls", Type.COUNTER, "calls", "Calls, by outcome (taken, later, unusable, refused)."),
    PARKED(
            "citywatch.outward.parked",
            Type.COUNTER,
            "transitions",
            "Transitions that the receiver could not use; they are in citywatch.undelivered."),
    UNREADABLE(
            "citywatch.outward.unreadable",
            Type.COUNTER,
            "records",
            "Records of citywatch.alarms that could not be read and were passed over."),
    DELAY(
            "citywatch.outward.delay",
            Type.GAUGE,
            "seconds",
            "How long ago the oldest transition happened that waits to be taken; 0 when none does."),
    HELD(
            "citywatch.outward.held",
            Type.GAUGE,
            "receivers",
            "1 while the receiver refuses everything and messages are held for it, otherwise 0.");

    private final String meterName;
    private final Type type;
    private final String unit;
    private final String text;

    OutwardMeter(String meterName, Type type, String unit, String text) {
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

    /** Makes the function of the object readable as this gauge. */
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
        GAUGE
    }
}

package io.citywatch.meter;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.ToDoubleFunction;

/**
 * A meter that goes into a registry of Micrometer. Tags are given as key, value, key, value …
 *
 * <p>Each method throws {@link IllegalStateException} when the meter is of another type.
 */
public interface RegisteredMeter extends Meter {
    /** The counter with those tags. */
    default Counter counter(MeterRegistry registry, String... tags) {
        check(MeterType.COUNTER);
        return Counter.builder(meterName()).description(text()).tags(tags).register(registry);
    }

    /** The timer with those tags. */
    default Timer timer(MeterRegistry registry, String... tags) {
        check(MeterType.TIMER);
        return Timer.builder(meterName()).description(text()).tags(tags).register(registry);
    }

    /** Makes the function of the object readable as this gauge, for as long as the registry is in use. */
    default <T> void gauge(MeterRegistry registry, T object, ToDoubleFunction<T> function, String... tags) {
        check(MeterType.GAUGE);
        Gauge.builder(meterName(), object, function)
                .description(text())
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    private void check(MeterType asked) {
        if (type() != asked) {
            throw new IllegalStateException(meterName() + " is a " + type() + ", not a " + asked);
        }
    }
}

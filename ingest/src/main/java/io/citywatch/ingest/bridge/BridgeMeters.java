package io.citywatch.ingest.bridge;

import io.citywatch.telemetry.meter.MeterType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** A bridge's meters, registered. Thread-safe. */
final class BridgeMeters {
    private final MeterRegistry registry;
    private final Map<BridgeMeter, Counter> counters = new EnumMap<>(BridgeMeter.class);

    /** Registers the counters; gauges come with {@link #gauge}. */
    BridgeMeters(MeterRegistry registry) {
        this.registry = registry;
        for (BridgeMeter meter : BridgeMeter.values()) {
            if (meter.type() == MeterType.COUNTER && meter.tag() == null) {
                counters.put(meter, builder(meter).register(registry));
            }
        }
    }

    /** Counts one in a counter without a tag. */
    void count(BridgeMeter meter) {
        Counter counter = counters.get(meter);
        if (counter == null) {
            throw new IllegalArgumentException(meter + " is not a plain counter");
        }
        counter.increment();
    }

    /** Counts one message that can't be used. */
    void countUnusable(Unusable reason) {
        builder(BridgeMeter.UNUSABLE)
                .tag("reason", reason.tagValue())
                .register(registry)
                .increment();
    }

    /** Registers a gauge that asks for its value. */
    void gauge(BridgeMeter meter, Supplier<Number> value) {
        Gauge.builder(meter.meterName(), value)
                .baseUnit(meter.unit())
                .description(meter.text())
                .register(registry);
    }

    private static Counter.Builder builder(BridgeMeter meter) {
        return Counter.builder(meter.meterName()).baseUnit(meter.unit()).description(meter.text());
    }
}

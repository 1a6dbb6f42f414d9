package io.citywatch.ingest.metrics;

import io.citywatch.telemetry.meter.MeterType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway's meters, registered. Thread-safe; counting without a tag costs no more than a {@link LongAdder}. */
public final class GatewayMeters {
    private final MeterRegistry registry;
    private final Map<GatewayMeter, LongAdder> adders = new EnumMap<>(GatewayMeter.class);
    private final Timer appendTime;

    /** Registers the counters and timers; gauges come with {@link #gauge}. */
    public GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
        for (GatewayMeter meter : GatewayMeter.values()) {
            if (meter.type() != MeterType.TIMER && meter.tag() == null) {
                adders.put(meter, new LongAdder());
            }
            if (meter.type() == MeterType.COUNTER && meter.tag() == null) {
                FunctionCounter.builder(meter.meterName(), adder(meter), LongAdder::doubleValue)
                        .baseUnit(meter.unit())
                        .description(meter.text())
                        .register(registry);
            }
        }
        appendTime = Timer.builder(GatewayMeter.APPEND_TIME.meterName())
                .description(GatewayMeter.APPEND_TIME.text())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        moving(GatewayMeter.CONNECTIONS);
        moving(GatewayMeter.PAUSED);
    }

    /** The adder behind a counter without a tag, for those who count often. */
    public LongAdder adder(GatewayMeter meter) {
        LongAdder adder = adders.get(meter);
        if (adder == null) {
            throw new IllegalArgumentException(meter + " is not a plain counter");
        }
        return adder;
    }

    /** Counts one in a counter that has a tag. */
    public void count(GatewayMeter meter, String tagValue) {
        count(meter, tagValue, 1);
    }

    /** Counts in a counter that has a tag. */
    public void count(GatewayMeter meter, String tagValue, long amount) {
        @Nullable String tag = meter.tag();
        if (tag == null) {
            throw new IllegalArgumentException(meter + " has no tag");
        }
        Counter.builder(meter.meterName())
                .baseUnit(meter.unit())
                .description(meter.text())
                .tag(tag, tagValue)
                .register(registry)
                .increment(amount);
    }

    /** Registers a gauge that asks for its value. */
    public void gauge(GatewayMeter meter, Supplier<Number> value) {
        Gauge.builder(meter.meterName(), value)
                .baseUnit(meter.unit())
                .description(meter.text())
                .register(registry);
    }

    /** Records the time between the arrival of a message and its acknowledgement. */
    public void appendTook(Duration duration) {
        appendTime.record(duration);
    }

    private void moving(GatewayMeter meter) {
        LongAdder adder = adder(meter);
        gauge(meter, adder::sum);
    }
}

package io.citywatch.jobs.influx;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** The counters of {@link InfluxMeter}. Thread-safe. */
final class InfluxCounters {
    private final Map<InfluxMeter, Counter> counters = new EnumMap<>(InfluxMeter.class);

    InfluxCounters(MetricGroup group) {
        for (InfluxMeter meter : InfluxMeter.values()) {
            counters.put(meter, group.counter(meter.meterName(), new ThreadSafeSimpleCounter()));
        }
    }

    void add(InfluxMeter meter, long number) {
        Counter counter = counters.get(meter);
        if (counter != null) {
            counter.inc(number);
        }
    }

    long count(InfluxMeter meter) {
        Counter counter = counters.get(meter);
        return counter == null ? 0 : counter.getCount();
    }
}

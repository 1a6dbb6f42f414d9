package io.citywatch.jobs.census.parking;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;
import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** What the census counts of parking. Each is a Flink counter of the operator that does the work. */
public enum ParkingMeter implements Meter {
    LATE("readings", "Readings of parking bays that came too late to be counted.");

    private final MeterSpec spec;

    ParkingMeter(String unit, String text) {
        spec = new MeterSpec("census_parking_" + name().toLowerCase(Locale.ROOT), MeterType.COUNTER, unit, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }

    Counter counter(MetricGroup operator) {
        return operator.counter(meterName(), new SimpleCounter());
    }
}

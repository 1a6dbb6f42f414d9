package io.citywatch.jobs.census.parking;

import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** What the census counts of parking. Each is a Flink counter of the operator that does the work. */
public enum ParkingMeter {
    LATE("readings", "Readings of parking bays that came too late to be counted.");

    private final String unit;
    private final String sentence;

    ParkingMeter(String unit, String sentence) {
        this.unit = unit;
        this.sentence = sentence;
    }

    /** The meter's name. */
    public String meterName() {
        return "census_parking_" + name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return unit;
    }

    public String sentence() {
        return sentence;
    }

    Counter counter(MetricGroup operator) {
        return operator.counter(meterName(), new SimpleCounter());
    }
}

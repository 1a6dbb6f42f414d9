package io.citywatch.outward.meter;

import io.citywatch.meter.RegisteredMeter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;

/** Every meter of outward delivery; each but the first is kept by receiver. */
public enum OutwardMeter implements RegisteredMeter {
    FILE_PROBLEMS(
            "citywatch.outward.file.problems",
            MeterType.GAUGE,
            "files",
            "1 while the receivers' file can't be used and the last good one holds, otherwise 0."),
    DELIVERED(
            "citywatch.outward.delivered",
            MeterType.COUNTER,
            "transitions",
            "Transitions that the receiver has taken."),
    CALLS(
            "citywatch.outward.calls",
            MeterType.COUNTER,
            "calls",
            "Calls, by outcome (taken, later, failed, unusable, refused)."),
    PARKED(
            "citywatch.outward.parked",
            MeterType.COUNTER,
            "transitions",
            "Transitions that the receiver could not use; they are in citywatch.undelivered."),
    UNREADABLE(
            "citywatch.outward.unreadable",
            MeterType.COUNTER,
            "records",
            "Records of citywatch.alarms that could not be read and were passed over."),
    DELAY(
            "citywatch.outward.delay",
            MeterType.GAUGE,
            "seconds",
            "How long ago the oldest transition happened that waits to be taken; 0 when none does."),
    HELD(
            "citywatch.outward.held",
            MeterType.GAUGE,
            "receivers",
            "1 while the receiver refuses everything and messages are held for it, otherwise 0.");

    private final MeterSpec spec;

    OutwardMeter(String name, MeterType type, String unit, String text) {
        spec = new MeterSpec(name, type, unit, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}

package io.citywatch.jobs.historian;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;
import java.util.Locale;

/** What the historian counts beside its sink. Each is a Flink counter of the operator that does the work. */
public enum HistorianMeter implements Meter {
    MESSAGES("messages", "Messages of devices that were read from the log."),
    MESSAGES_REJECTED("messages", "Messages of which a part, or all, could not be used and went to the dead letters."),
    MESSAGES_DUPLICATE("messages", "Messages that repeat one of the newest of their partition."),
    SPANS_ROLLED_UP("spans", "Minutes and hours of a kind or a device that InfluxDB summed up, anew ones included."),
    SPANS_GIVEN_UP(
            "spans",
            "Minutes and hours that InfluxDB does not keep for as long, or refused again and again to sum up; they are left"
                    + " as they are."),
    RECORDS_UNREADABLE(
            "records", "Records of the alarms, the census and the ledger that this release can't read, and left out.");

    private final MeterSpec spec;

    HistorianMeter(String unit, String text) {
        spec = new MeterSpec("historian_" + name().toLowerCase(Locale.ROOT), MeterType.COUNTER, unit, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}

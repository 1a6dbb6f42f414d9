package io.citywatch.jobs.historian;

import java.util.Locale;

/** What the historian counts beside its sink. Each is a Flink counter of the operator that does the work. */
public enum HistorianMeter {
    MESSAGES("messages", "Messages of devices that were read from the log."),
    MESSAGES_REJECTED("messages", "Messages of which a part, or all, could not be used and went to the dead letters."),
    MESSAGES_DUPLICATE("messages", "Messages that repeat one of the newest of their partition."),
    SPANS_ROLLED_UP("spans", "Minutes and hours of a kind or a device that InfluxDB summed up, anew ones included."),
    RECORDS_UNREADABLE(
            "records", "Records of the alarms, the census and the ledger that this release can't read, and left out.");

    private final String unit;
    private final String sentence;

    HistorianMeter(String unit, String sentence) {
        this.unit = unit;
        this.sentence = sentence;
    }

    /** The meter's name. */
    public String meterName() {
        return "historian_" + name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return unit;
    }

    public String sentence() {
        return sentence;
    }
}

package io.citywatch.standalone.reference;

import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.ingest.bridge.BridgeMeter;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.census.parking.ParkingMeter;
import io.citywatch.jobs.historian.HistorianMeter;
import io.citywatch.jobs.influx.InfluxMeter;
import io.citywatch.outward.meter.OutwardMeter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The meters of each part as a table. */
final class Meters {
    private static final String FLINK_COUNTER = "counter";

    private Meters() {}

    static MarkdownTable gateway() {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "tag", "is");
        for (GatewayMeter meter : GatewayMeter.values()) {
            table.row(name(meter.meterName()), type(meter.type()), meter.unit(), tag(meter.tag()), meter.text());
        }
        return table;
    }

    static MarkdownTable bridge() {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "tag", "is");
        for (BridgeMeter meter : BridgeMeter.values()) {
            table.row(name(meter.meterName()), type(meter.type()), meter.unit(), tag(meter.tag()), meter.text());
        }
        return table;
    }

    static MarkdownTable console() {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "is");
        for (ConsoleMeter meter : ConsoleMeter.values()) {
            table.row(name(meter.meterName()), type(meter.type()), meter.unit(), meter.text());
        }
        return table;
    }

    static MarkdownTable outward() {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "is");
        for (OutwardMeter meter : OutwardMeter.values()) {
            table.row(name(meter.meterName()), type(meter.type()), meter.unit(), meter.text());
        }
        return table;
    }

    static MarkdownTable jobs() {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "is");
        for (AlarmMeter meter : AlarmMeter.values()) {
            table.row(name("citywatch.alarms." + meter.key()), FLINK_COUNTER, meter.unit(), sentence(meter.text()));
        }
        for (ParkingMeter meter : ParkingMeter.values()) {
            table.row(name(meter.meterName()), FLINK_COUNTER, meter.unit(), meter.sentence());
        }
        for (HistorianMeter meter : HistorianMeter.values()) {
            table.row(name(meter.meterName()), FLINK_COUNTER, meter.unit(), meter.sentence());
        }
        for (InfluxMeter meter : InfluxMeter.values()) {
            table.row(name(meter.meterName()), FLINK_COUNTER, meter.unit(), meter.sentence());
        }
        return table;
    }

    private static String name(String name) {
        return MarkdownTable.code(name);
    }

    private static String type(Enum<?> type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String tag(@Nullable String tag) {
        return tag == null ? "" : MarkdownTable.code(tag);
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

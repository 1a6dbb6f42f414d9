package io.citywatch.standalone.reference;

import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.ingest.bridge.BridgeMeter;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.census.parking.ParkingMeter;
import io.citywatch.jobs.historian.HistorianMeter;
import io.citywatch.jobs.influx.InfluxMeter;
import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.telemetry.meter.Meter;
import java.util.Locale;

/** The meters of each part as a table. */
final class Meters {
    private Meters() {}

    static MarkdownTable gateway() {
        return tagged(GatewayMeter.values());
    }

    static MarkdownTable bridge() {
        return tagged(BridgeMeter.values());
    }

    static MarkdownTable console() {
        return plain(ConsoleMeter.values());
    }

    static MarkdownTable outward() {
        return plain(OutwardMeter.values());
    }

    static MarkdownTable jobs() {
        return plain(AlarmMeter.values(), ParkingMeter.values(), HistorianMeter.values(), InfluxMeter.values());
    }

    private static MarkdownTable tagged(Meter... meters) {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "tag", "is");
        for (Meter meter : meters) {
            String tag = meter.tag();
            String tagCell = tag == null ? "" : MarkdownTable.code(tag);
            table.row(MarkdownTable.code(meter.meterName()), type(meter), meter.unit(), tagCell, meter.text());
        }
        return table;
    }

    private static MarkdownTable plain(Meter[]... parts) {
        MarkdownTable table = new MarkdownTable("meter", "type", "unit", "is");
        for (Meter[] meters : parts) {
            for (Meter meter : meters) {
                table.row(MarkdownTable.code(meter.meterName()), type(meter), meter.unit(), meter.text());
            }
        }
        return table;
    }

    private static String type(Meter meter) {
        return meter.type().name().toLowerCase(Locale.ROOT);
    }
}

package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.census.ParkingArea;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads the parts that several forms of parking share. */
final class ParkingFields {
    private ParkingFields() {}

    static void write(ParkingArea area, DataOutputView out) throws IOException {
        Fields.writeText(area.district(), out);
        Fields.writeText(area.street(), out);
    }

    static ParkingArea readArea(DataInputView in) throws IOException {
        return new ParkingArea(Fields.readText(in), Fields.readOptionalText(in));
    }
}

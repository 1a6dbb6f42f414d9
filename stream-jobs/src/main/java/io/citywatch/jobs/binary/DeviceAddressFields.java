package io.citywatch.jobs.binary;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads a device's address: the kind by its ordinal, district and device as text. */
public final class DeviceAddressFields {
    private DeviceAddressFields() {}

    public static void write(DeviceAddress address, DataOutputView out) throws IOException {
        out.writeByte(address.kind().ordinal());
        Fields.writeText(address.district(), out);
        Fields.writeText(address.device(), out);
    }

    public static DeviceAddress read(DataInputView in) throws IOException {
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        String district = Fields.readName(in);
        return new DeviceAddress(district, kind, Fields.readText(in));
    }
}

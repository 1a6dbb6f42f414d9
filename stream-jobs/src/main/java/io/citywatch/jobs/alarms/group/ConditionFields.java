package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.DeviceAddressFields;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads a condition; the severity stands by its ordinal, whose order is fixed. */
final class ConditionFields {
    private static final Severity[] SEVERITIES = Severity.values();

    private ConditionFields() {}

    static void write(Condition condition, DataOutputView out) throws IOException {
        Fields.writeText(condition.rule(), out);
        DeviceAddressFields.write(condition.address(), out);
        writeSeverity(condition.severity(), out);
        out.writeLong(condition.onset());
    }

    static Condition read(DataInputView in) throws IOException {
        return new Condition(Fields.readName(in), DeviceAddressFields.read(in), readSeverity(in), in.readLong());
    }

    static void writeSeverity(Severity severity, DataOutputView out) throws IOException {
        out.writeByte(severity.ordinal());
    }

    static Severity readSeverity(DataInputView in) throws IOException {
        return SEVERITIES[in.readByte()];
    }
}

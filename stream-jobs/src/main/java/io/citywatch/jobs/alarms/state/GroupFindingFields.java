package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what a rule found out about several devices, and whom an alarm stands for; one byte where nothing is. A group
 * that has measured something has another tag than one that has not.
 */
final class GroupFindingFields {
    private static final int NO_GROUP = 0;
    private static final int GROUP = 1;
    private static final int MEASURED_GROUP = 2;
    private static final Severity[] SEVERITIES = Severity.values();

    private GroupFindingFields() {}

    static void write(@Nullable GroupFinding finding, DataOutputView out) throws IOException {
        out.writeBoolean(finding != null);
        if (finding == null) {
            return;
        }
        out.writeLong(finding.onset());
        Severity severity = finding.severity();
        out.writeByte(severity == null ? -1 : severity.ordinal());
        Fields.writeText(finding.parent(), out);
        AlarmGroup group = finding.group();
        if (group == null) {
            out.writeByte(NO_GROUP);
        } else {
            Alarm.Evidence evidence = group.evidence();
            out.writeByte(evidence == null ? GROUP : MEASURED_GROUP);
            out.writeByte(group.kind().ordinal());
            Fields.writeText(group.district(), out);
            Fields.writeText(group.text().zh(), out);
            Fields.writeText(group.text().en(), out);
            writeMembers(group.members(), out);
            out.writeBoolean(group.simulated());
            if (evidence != null) {
                Fields.writeText(evidence.metric(), out);
                Fields.writeDouble(evidence.value(), out);
                Fields.writeDouble(evidence.limit(), out);
            }
        }
    }

    static @Nullable GroupFinding read(DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long onset = in.readLong();
        int severity = in.readByte();
        String parent = Fields.readOptionalText(in);
        return new GroupFinding(onset, severity < 0 ? null : SEVERITIES[severity], parent, readGroup(in));
    }

    private static @Nullable AlarmGroup readGroup(DataInputView in) throws IOException {
        int tag = in.readByte();
        if (tag == NO_GROUP) {
            return null;
        }
        if (tag != GROUP && tag != MEASURED_GROUP) {
            throw new IOException("no group is written with " + tag);
        }
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        String district = Fields.readText(in);
        AlarmText text = new AlarmText(Fields.readText(in), Fields.readText(in));
        AlarmMembers members = readMembers(in);
        boolean simulated = in.readBoolean();
        Alarm.Evidence evidence = tag == GROUP
                ? null
                : new Alarm.Evidence(
                        Fields.readOptionalText(in), Fields.readOptionalDouble(in), Fields.readOptionalDouble(in));
        return new AlarmGroup(kind, district, text, members, simulated, evidence);
    }

    static void writeMembers(@Nullable AlarmMembers members, DataOutputView out) throws IOException {
        out.writeBoolean(members != null);
        if (members == null) {
            return;
        }
        out.writeLong(members.t());
        Fields.writeVar(members.count(), out);
        Fields.writeVar(members.active(), out);
        Fields.writeVar(members.alarms().size(), out);
        for (String alarm : members.alarms()) {
            Fields.writeText(alarm, out);
        }
    }

    static @Nullable AlarmMembers readMembers(DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long t = in.readLong();
        int count = Fields.readVarInt(in);
        int active = Fields.readVarInt(in);
        List<String> alarms = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            alarms.add(Fields.readText(in));
        }
        return new AlarmMembers(t, count, active, alarms);
    }
}

package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Alarm.Handling;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes an alarm with its history, and reads it. States and severities stand by their ordinals, whose order is fixed.
 *
 * <p>The first form ended with the end of shelving: there was no escalation, no latch and no work order. The second did
 * not know whether the device is simulated, the third had neither parents nor members. The fifth is the fourth, {@linkplain PackedAlarm
 * packed}.
 */
final class LiveAlarmFields {
    static final int VERSION = 5;

    private static final AlarmState[] STATES = AlarmState.values();
    private static final Severity[] SEVERITIES = Severity.values();

    private LiveAlarmFields() {}

    static void write(LiveAlarm value, DataOutputView out) throws IOException {
        Alarm alarm = value.alarm();
        Fields.writeText(alarm.rule(), out);
        Fields.writeText(alarm.source().device(), out);
        Fields.writeText(alarm.source().asset(), out);
        out.writeByte(alarm.source().kind().ordinal());
        Fields.writeText(alarm.source().district(), out);
        out.writeBoolean(alarm.source().simulated());
        out.writeByte(alarm.severity().ordinal());
        out.writeByte(alarm.state().ordinal());
        out.writeBoolean(alarm.active());
        out.writeBoolean(alarm.acknowledged());
        out.writeLong(alarm.onset());
        out.writeLong(alarm.updated());
        Fields.writeText(alarm.evidence().metric(), out);
        Fields.writeDouble(alarm.evidence().value(), out);
        Fields.writeDouble(alarm.evidence().limit(), out);
        Fields.writeText(alarm.text().zh(), out);
        Fields.writeText(alarm.text().en(), out);
        out.writeLong(alarm.version());
        Fields.writeVar(alarm.history().size(), out);
        for (Transition transition : alarm.history()) {
            writeTransition(transition, out);
        }
        Fields.writeLong(alarm.handling().until(), out);
        Fields.writeVar(alarm.handling().escalated(), out);
        out.writeBoolean(alarm.handling().latched());
        Fields.writeText(alarm.handling().workOrder(), out);
        Fields.writeText(alarm.handling().parent(), out);
        GroupFindingFields.writeMembers(alarm.handling().members(), out);
        Fields.writeLong(value.escalateAt(), out);
    }

    static LiveAlarm read(DataInputView in, int writtenVersion) throws IOException {
        String rule = Fields.readName(in);
        String device = Fields.readText(in);
        String asset = Fields.readOptionalText(in);
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        AlarmSource source =
                new AlarmSource(device, asset, kind, Fields.readName(in), writtenVersion >= 3 && in.readBoolean());
        Alarm alarm = new Alarm(
                Alarm.id(device, rule),
                source,
                rule,
                SEVERITIES[in.readByte()],
                STATES[in.readByte()],
                in.readBoolean(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                new Alarm.Evidence(
                        Fields.readOptionalName(in), Fields.readOptionalDouble(in), Fields.readOptionalDouble(in)),
                new AlarmText(Fields.readName(in), Fields.readName(in)),
                in.readLong(),
                readHistory(in),
                readHandling(in, writtenVersion));
        return new LiveAlarm(alarm, writtenVersion == 1 ? null : Fields.readOptionalLong(in));
    }

    private static Handling readHandling(DataInputView in, int writtenVersion) throws IOException {
        Long until = Fields.readOptionalLong(in);
        if (writtenVersion == 1) {
            return new Handling(0, false, until, null);
        }
        int escalated = Fields.readVarInt(in);
        boolean latched = in.readBoolean();
        String workOrder = Fields.readOptionalText(in);
        return writtenVersion < 4
                ? new Handling(escalated, latched, until, workOrder)
                : new Handling(
                        escalated,
                        latched,
                        until,
                        workOrder,
                        Fields.readOptionalName(in),
                        GroupFindingFields.readMembers(in));
    }

    private static List<Transition> readHistory(DataInputView in) throws IOException {
        int size = Fields.readVarInt(in);
        List<Transition> history = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            history.add(readTransition(in));
        }
        return history;
    }

    private static void writeTransition(Transition transition, DataOutputView out) throws IOException {
        out.writeLong(transition.t());
        out.writeByte(transition.from().ordinal());
        out.writeByte(transition.to().ordinal());
        out.writeByte(transition.severity().ordinal());
        Fields.writeText(transition.cause(), out);
        Fields.writeText(transition.by(), out);
        Fields.writeText(transition.reason(), out);
        Fields.writeDouble(transition.value(), out);
    }

    private static Transition readTransition(DataInputView in) throws IOException {
        return new Transition(
                in.readLong(),
                STATES[in.readByte()],
                STATES[in.readByte()],
                SEVERITIES[in.readByte()],
                Fields.readName(in),
                Fields.readOptionalName(in),
                Fields.readOptionalText(in),
                Fields.readOptionalDouble(in));
    }
}

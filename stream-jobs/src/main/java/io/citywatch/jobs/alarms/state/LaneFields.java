package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.device.Lane;
import io.citywatch.jobs.alarms.device.Suppression;
import io.citywatch.jobs.alarms.device.Withheld;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes and reads what is due at a device by one clock: one byte when nothing is. */
final class LaneFields {
    private static final Severity[] SEVERITIES = Severity.values();

    private LaneFields() {}

    static void write(Lane lane, DataOutputView out) throws IOException {
        out.writeBoolean(!lane.isEmpty());
        if (lane.isEmpty()) {
            return;
        }
        Fields.writeLong(lane.due(), out);
        Suppression suppression = lane.suppression();
        out.writeBoolean(suppression != null);
        if (suppression != null) {
            out.writeLong(suppression.until());
            Fields.writeText(suppression.by(), out);
            Fields.writeText(suppression.reason(), out);
            Fields.writeText(suppression.workOrder(), out);
        }
        Fields.writeVar(lane.held().size(), out);
        for (AlarmAction action : lane.held()) {
            AlarmActionFields.write(action, out);
        }
        Fields.writeVar(lane.withheld().size(), out);
        for (Withheld withheld : lane.withheld()) {
            writeWithheld(withheld, out);
        }
    }

    static Lane read(DataInputView in, int writtenVersion) throws IOException {
        if (!in.readBoolean()) {
            return Lane.EMPTY;
        }
        return new Lane(
                Fields.readOptionalLong(in),
                readSuppression(in),
                readHeld(in, writtenVersion),
                writtenVersion < 7 ? List.of() : readWithheld(in));
    }

    static List<AlarmAction> readHeld(DataInputView in, int writtenVersion) throws IOException {
        int held = Fields.readVarInt(in);
        List<AlarmAction> actions = new ArrayList<>(held);
        for (int rest = held; rest > 0; rest--) {
            actions.add(AlarmActionFields.read(in, writtenVersion));
        }
        return actions;
    }

    private static void writeWithheld(Withheld withheld, DataOutputView out) throws IOException {
        Fields.writeText(withheld.rule(), out);
        Fields.writeText(withheld.asset(), out);
        out.writeByte(withheld.present().severity().ordinal());
        out.writeLong(withheld.present().onset());
        Alarm.Evidence evidence = withheld.present().evidence();
        Fields.writeText(evidence.metric(), out);
        Fields.writeDouble(evidence.value(), out);
        Fields.writeDouble(evidence.limit(), out);
        out.writeLong(withheld.until());
    }

    private static List<Withheld> readWithheld(DataInputView in) throws IOException {
        List<Withheld> all = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            all.add(new Withheld(
                    Fields.readText(in),
                    Fields.readOptionalText(in),
                    new Finding.Present(
                            SEVERITIES[in.readByte()],
                            in.readLong(),
                            new Alarm.Evidence(
                                    Fields.readOptionalText(in),
                                    Fields.readOptionalDouble(in),
                                    Fields.readOptionalDouble(in))),
                    in.readLong()));
        }
        return all;
    }

    private static @Nullable Suppression readSuppression(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Suppression(in.readLong(), Fields.readText(in), Fields.readText(in), Fields.readOptionalText(in))
                : null;
    }
}

package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.device.Lane;
import io.citywatch.jobs.alarms.device.Suppression;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.AlarmAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes and reads what is due at a device by one clock: one byte when nothing is. */
final class LaneFields {
    private LaneFields() {}

    static void write(Lane lane, DataOutputView out) throws IOException {
        out.writeBoolean(!lane.isEmpty());
        if (lane.isEmpty()) {
            return;
        }
        OptionalLongs.write(lane.due(), out);
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
    }

    static Lane read(DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return Lane.EMPTY;
        }
        return new Lane(OptionalLongs.read(in), readSuppression(in), readHeld(in, true));
    }

    static List<AlarmAction> readHeld(DataInputView in, boolean withWorkOrder) throws IOException {
        int held = Fields.readVarInt(in);
        List<AlarmAction> actions = new ArrayList<>(held);
        for (int rest = held; rest > 0; rest--) {
            actions.add(AlarmActionFields.read(in, withWorkOrder));
        }
        return actions;
    }

    private static @Nullable Suppression readSuppression(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Suppression(in.readLong(), Fields.readText(in), Fields.readText(in), Fields.readOptionalText(in))
                : null;
    }
}

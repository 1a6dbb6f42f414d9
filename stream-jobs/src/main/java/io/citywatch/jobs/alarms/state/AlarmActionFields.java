package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads an operator's action; the verb stands by its text. The first form had no
 * work order, those before the seventh nothing that rules found out.
 * The forms are numbered as those of the state of a device, which holds actions. */
public final class AlarmActionFields {
    private AlarmActionFields() {}

    public static void write(AlarmAction action, DataOutputView out) throws IOException {
        Fields.writeText(action.alarm(), out);
        Fields.writeText(action.device(), out);
        Fields.writeText(action.action().text(), out);
        out.writeLong(action.t());
        Fields.writeText(action.by(), out);
        Fields.writeText(action.reason(), out);
        Fields.writeLong(action.until(), out);
        Fields.writeText(action.workOrder(), out);
        GroupFindingFields.write(action.finding(), out);
    }

    public static AlarmAction read(DataInputView in, int writtenVersion) throws IOException {
        String alarm = Fields.readText(in);
        String device = Fields.readText(in);
        AlarmAction.Verb action = readVerb(in);
        long t = in.readLong();
        String by = Fields.readText(in);
        String reason = Fields.readOptionalText(in);
        Long until = Fields.readOptionalLong(in);
        String workOrder = writtenVersion >= 2 ? Fields.readOptionalText(in) : null;
        GroupFinding finding = writtenVersion >= 7 ? GroupFindingFields.read(in) : null;
        return new AlarmAction(alarm, device, action, t, by, reason, until, workOrder, finding);
    }

    /** Reads what was done, which stands by its text. */
    public static AlarmAction.Verb readVerb(DataInputView in) throws IOException {
        String text = Fields.readText(in);
        AlarmAction.Verb verb = AlarmAction.Verb.ofText(text);
        if (verb == null) {
            throw new IOException("'" + text + "' is no action");
        }
        return verb;
    }
}

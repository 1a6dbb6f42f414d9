package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.state.AlarmActionFields;
import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.alarm.AlarmAction;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what is said to an alarm and waits. Its forms are numbered as those of {@link AlarmActionFields}, so the first is the seventh. */
public final class WordSerializer extends ImmutableSerializer<AlarmAction> {
    static final BinaryType<AlarmAction> TYPE = BinaryType.of(AlarmAction.class, new WordSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 7;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(AlarmAction value, DataOutputView out) throws IOException {
        AlarmActionFields.write(value, out);
    }

    @Override
    protected AlarmAction read(DataInputView in, int writtenVersion) throws IOException {
        return AlarmActionFields.read(in, writtenVersion);
    }
}

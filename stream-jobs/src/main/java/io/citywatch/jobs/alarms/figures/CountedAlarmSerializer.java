package io.citywatch.jobs.alarms.figures;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes an alarm with its calls. */
public final class CountedAlarmSerializer extends ImmutableSerializer<CountedAlarm> {
    static final BinaryType<CountedAlarm> TYPE = BinaryType.of(CountedAlarm.class, new CountedAlarmSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;
    private static final AlarmStepSerializer STEP = new AlarmStepSerializer();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(CountedAlarm value, DataOutputView out) throws IOException {
        STEP.serialize(value.step(), out);
        out.writeLong(value.unseenSince());
        Fields.writeVar(value.calls().size(), out);
        for (long call : value.calls()) {
            out.writeLong(call);
        }
    }

    @Override
    protected CountedAlarm read(DataInputView in, int writtenVersion) throws IOException {
        AlarmStep step = STEP.deserialize(in);
        long unseenSince = in.readLong();
        List<Long> calls = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            calls.add(in.readLong());
        }
        return new CountedAlarm(step, unseenSince, calls);
    }
}

package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes packed alarms as they are. Up to the fourth form, alarms stood there unpacked; the fifth is that one, packed. */
public final class LiveAlarmSerializer extends ImmutableSerializer<PackedAlarm> {
    /** The type of the state. */
    public static final BinaryType<PackedAlarm> TYPE = BinaryType.of(PackedAlarm.class, new LiveAlarmSerializer());

    private static final long serialVersionUID = 1;
    private static final int PACKED_FOURTH = 5;

    @Override
    protected int version() {
        return LiveAlarmFields.VERSION;
    }

    @Override
    protected void write(PackedAlarm value, DataOutputView out) throws IOException {
        Fields.writeBytes(value.form(), out);
    }

    @Override
    protected PackedAlarm read(DataInputView in, int writtenVersion) throws IOException {
        if (writtenVersion < PACKED_FOURTH) {
            return new AlarmPacker().pack(LiveAlarmFields.read(in, writtenVersion));
        }
        byte[] form = Fields.readBytes(in);
        return writtenVersion == LiveAlarmFields.VERSION
                ? new PackedAlarm(form)
                : new AlarmPacker().pack(LiveAlarmFields.read(new DataInputDeserializer(form), writtenVersion));
    }
}

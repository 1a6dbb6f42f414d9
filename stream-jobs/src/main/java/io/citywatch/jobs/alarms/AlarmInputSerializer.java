package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.state.AlarmActionFields;
import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.jobs.uplink.DeviceUplinkSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what goes to a device's keyed state. It is never part of a checkpoint that outlives a release. */
public final class AlarmInputSerializer extends ImmutableSerializer<AlarmInput> {
    static final BinaryType<AlarmInput> TYPE = BinaryType.of(AlarmInput.class, new AlarmInputSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 7;
    private static final int HEARD = 0;
    private static final int ACTED = 1;
    private static final DeviceUplinkSerializer UPLINK = new DeviceUplinkSerializer();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(AlarmInput value, DataOutputView out) throws IOException {
        if (value instanceof AlarmInput.Heard heard) {
            out.writeByte(HEARD);
            UPLINK.serialize(heard.uplink(), out);
        } else if (value instanceof AlarmInput.Acted acted) {
            out.writeByte(ACTED);
            AlarmActionFields.write(acted.action(), out);
        }
    }

    @Override
    protected AlarmInput read(DataInputView in, int writtenVersion) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case HEARD -> new AlarmInput.Heard(UPLINK.deserialize(in));
            case ACTED -> new AlarmInput.Acted(AlarmActionFields.read(in, writtenVersion));
            default -> throw new IOException("no input is written with " + kind);
        };
    }
}

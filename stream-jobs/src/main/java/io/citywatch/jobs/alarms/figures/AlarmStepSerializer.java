package io.citywatch.jobs.alarms.figures;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes an alarm's step: about 80 bytes. */
public final class AlarmStepSerializer extends ImmutableSerializer<AlarmStep> {
    /** The type of streams of steps. */
    public static final BinaryType<AlarmStep> TYPE = BinaryType.of(AlarmStep.class, new AlarmStepSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;
    private static final Severity[] SEVERITIES = Severity.values();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(AlarmStep value, DataOutputView out) throws IOException {
        Fields.writeText(value.alarm(), out);
        Fields.writeText(value.rule(), out);
        Fields.writeText(value.device(), out);
        Fields.writeText(value.district(), out);
        out.writeByte(value.severity().ordinal());
        out.writeLong(value.now().t());
        out.writeBoolean(value.now().calls());
        out.writeBoolean(value.now().standing());
        out.writeBoolean(value.now().unacknowledged());
        out.writeLong(value.now().activeSince());
    }

    @Override
    protected AlarmStep read(DataInputView in, int writtenVersion) throws IOException {
        return new AlarmStep(
                Fields.readText(in),
                Fields.readName(in),
                Fields.readText(in),
                Fields.readName(in),
                SEVERITIES[in.readByte()],
                new AlarmStep.Standing(
                        in.readLong(), in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readLong()));
    }
}

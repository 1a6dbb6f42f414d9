package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the alarm that stands for all of a rule in a district; its members are written each for itself. */
public final class CollectiveSerializer extends ImmutableSerializer<Collective> {
    /** The type of it. */
    public static final BinaryType<Collective> TYPE = BinaryType.of(Collective.class, new CollectiveSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Collective value, DataOutputView out) throws IOException {
        Fields.writeText(value.place().alarm(), out);
        Fields.writeText(value.place().district(), out);
        out.writeByte(value.place().kind().ordinal());
        Fields.writeText(value.text().zh(), out);
        Fields.writeText(value.text().en(), out);
        ConditionFields.writeSeverity(value.severity(), out);
        out.writeLong(value.opened());
        TallyFields.write(value.tally(), out);
    }

    @Override
    protected Collective read(DataInputView in, int writtenVersion) throws IOException {
        return new Collective(
                new Collective.Place(Fields.readText(in), Fields.readText(in), FacilityKind.ofOrdinal(in.readByte())),
                new AlarmText(Fields.readText(in), Fields.readText(in)),
                ConditionFields.readSeverity(in),
                in.readLong(),
                TallyFields.read(in));
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a flood. */
public final class FloodSerializer extends ImmutableSerializer<Flood> {
    /** The type of it. */
    public static final BinaryType<Flood> TYPE = BinaryType.of(Flood.class, new FloodSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;

    /** Before this version what stands before a {@code /} was no part of a group's name. */
    private static final int WHOLE_NAMES = 2;

    /** Before this version simulated devices had no floods of their own. One that there was stands until it is over. */
    private static final int SIMULATED_APART = 3;

    private static final FloodScope.Extent[] EXTENTS = FloodScope.Extent.values();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Flood value, DataOutputView out) throws IOException {
        out.writeByte(value.scope().extent().ordinal());
        Fields.writeText(value.scope().district(), out);
        Fields.writeText(value.scope().name(), out);
        out.writeBoolean(value.scope().simulated());
        out.writeByte(value.kind().ordinal());
        ConditionFields.writeSeverity(value.severity(), out);
        out.writeLong(value.opened());
        out.writeLong(value.joined());
        TallyFields.write(value.tally(), out);
    }

    @Override
    protected Flood read(DataInputView in, int writtenVersion) throws IOException {
        FloodScope.Extent extent = EXTENTS[in.readByte()];
        String district = Fields.readText(in);
        String name = Fields.readText(in);
        // It stands under the name that it was given, until it is over
        boolean isCut = writtenVersion < WHOLE_NAMES && extent != FloodScope.Extent.CONCENTRATOR;
        FloodScope scope = new FloodScope(
                extent,
                district,
                isCut ? name.substring(name.lastIndexOf('/') + 1) : name,
                writtenVersion >= SIMULATED_APART && in.readBoolean());
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        Severity severity = ConditionFields.readSeverity(in);
        long opened = in.readLong();
        long joined = in.readLong();
        return new Flood(scope, kind, severity, opened, joined, TallyFields.read(in));
    }
}

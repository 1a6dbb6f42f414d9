package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes series of groups as they are packed; the version is that of what {@link GroupSeries#pack} gives. */
public final class PackedSeriesSerializer extends ImmutableSerializer<PackedSeries> {
    /** The type of it. */
    static final BinaryType<PackedSeries> TYPE = BinaryType.of(PackedSeries.class, new PackedSeriesSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;

    /** Before this version what stands before a {@code /} was no part of a group's name. */
    private static final int WHOLE_NAMES = 2;
    /** Before this version it was not known since when a rule holds. */
    private static final int WITH_SINCE = 3;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(PackedSeries value, DataOutputView out) throws IOException {
        Fields.writeBytes(value.form(), out);
    }

    @Override
    protected PackedSeries read(DataInputView in, int writtenVersion) throws IOException {
        PackedSeries packed = new PackedSeries(Fields.readBytes(in));
        PackedSeries named = writtenVersion < WHOLE_NAMES ? GroupSeries.withNameThatCounted(packed) : packed;
        return writtenVersion < WITH_SINCE ? GroupSeries.ofRuleThatAlwaysHeld(named) : named;
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.message.Birth;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what may be part of a flood: about 120 bytes. What many devices have in common is read as one object, for tens of thousands of them may
 * wait to be judged.
 */
public final class FoldNewsSerializer extends ImmutableSerializer<FoldNews> {
    /** The type of it. */
    public static final BinaryType<FoldNews> TYPE = BinaryType.of(FoldNews.class, new FoldNewsSerializer());

    private static final long serialVersionUID = 1;
    /** In the first form nobody asked; what ended stood there as false, and what began as true. */
    private static final int VERSION = 2;

    private static final FoldNews.What[] WHATS = FoldNews.What.values();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(FoldNews value, DataOutputView out) throws IOException {
        ConditionFields.write(value.condition(), out);
        out.writeByte(value.what().ordinal());
        out.writeLong(value.t());
        Fields.writeText(value.concentrator(), out);
        Fields.writeText(value.neighbours().building(), out);
        Fields.writeText(value.neighbours().main(), out);
        Fields.writeText(value.neighbours().gridCell(), out);
        out.writeBoolean(value.simulated());
    }

    @Override
    protected FoldNews read(DataInputView in, int writtenVersion) throws IOException {
        return new FoldNews(
                ConditionFields.read(in),
                WHATS[in.readByte()],
                in.readLong(),
                Fields.readOptionalName(in),
                new Birth.Neighbours(
                        Fields.readOptionalName(in), Fields.readOptionalName(in), Fields.readOptionalName(in)),
                in.readBoolean());
    }
}

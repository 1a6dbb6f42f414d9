package io.citywatch.jobs.influx;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes points on their way to the sink and in its state. */
public final class PointsSerializer extends ImmutableSerializer<Points> {
    /** The type of streams of points. */
    public static final BinaryType<Points> TYPE = BinaryType.of(Points.class, new PointsSerializer());

    private static final long serialVersionUID = 1;

    /** Up to the third form a line ended with milliseconds. */
    private static final String MILLISECONDS_TO_NANOSECONDS = "000000\n";

    private static final int VERSION = 4;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Points value, DataOutputView out) throws IOException {
        Fields.writeText(value.lines(), out);
        Fields.writeVar(value.count(), out);
        Fields.writeText(value.origin().topic(), out);
        Fields.writeText(value.origin().key(), out);
        out.writeLong(value.origin().arrival());
        Points.Entry entry = value.origin().entry();
        out.writeBoolean(entry != null);
        if (entry != null) {
            Fields.writeVar(entry.partition(), out);
            Fields.writeVar(entry.offset(), out);
            out.writeLong(entry.timestamp());
            out.writeBoolean(entry.isBooked());
        }
    }

    @Override
    protected Points read(DataInputView in, int writtenVersion) throws IOException {
        String lines = Fields.readText(in);
        if (writtenVersion < VERSION) {
            lines = lines.replace("\n", MILLISECONDS_TO_NANOSECONDS);
        }
        int count = Fields.readVarInt(in);
        String topic = Fields.readText(in);
        String key = Fields.readText(in);
        long arrival = in.readLong();
        Points.Entry entry = writtenVersion >= 2 && in.readBoolean() ? readEntry(in, writtenVersion) : null;
        return new Points(lines, count, new Points.Origin(topic, key, arrival, entry));
    }

    /** In the second form only what was booked had an entry. */
    private static Points.Entry readEntry(DataInputView in, int writtenVersion) throws IOException {
        return new Points.Entry(
                Fields.readVarInt(in), Fields.readVar(in), in.readLong(), writtenVersion == 2 || in.readBoolean());
    }

    /** Reads points that were written in the form of that version, for who keeps the version himself. */
    Points readForm(DataInputView in, int writtenVersion) throws IOException {
        return read(in, writtenVersion);
    }
}

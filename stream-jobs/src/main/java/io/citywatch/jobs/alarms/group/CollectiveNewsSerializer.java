package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.alarm.AlarmText;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes who is a member of its district's alarm: about 200 bytes. */
public final class CollectiveNewsSerializer extends ImmutableSerializer<CollectiveNews> {
    /** The type of it. */
    public static final BinaryType<CollectiveNews> TYPE =
            BinaryType.of(CollectiveNews.class, new CollectiveNewsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(CollectiveNews value, DataOutputView out) throws IOException {
        Fields.writeText(value.parent(), out);
        ConditionFields.write(value.condition(), out);
        out.writeBoolean(value.active());
        out.writeLong(value.t());
        out.writeBoolean(value.simulated());
        Fields.writeText(value.text().zh(), out);
        Fields.writeText(value.text().en(), out);
    }

    @Override
    protected CollectiveNews read(DataInputView in, int writtenVersion) throws IOException {
        return new CollectiveNews(
                Fields.readText(in),
                ConditionFields.read(in),
                in.readBoolean(),
                in.readLong(),
                in.readBoolean(),
                new AlarmText(Fields.readText(in), Fields.readText(in)));
    }
}

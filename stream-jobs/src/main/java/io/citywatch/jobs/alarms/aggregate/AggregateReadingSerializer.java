package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.aggregate.AggregateReading.Group;
import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes readings on their way to their groups. */
public final class AggregateReadingSerializer extends ImmutableSerializer<AggregateReading> {
    /** The type of streams of such readings. */
    public static final BinaryType<AggregateReading> TYPE =
            BinaryType.of(AggregateReading.class, new AggregateReadingSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;
    /** Before this version it was not said since when a rule holds. */
    private static final int WITH_SINCE = 2;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(AggregateReading value, DataOutputView out) throws IOException {
        TermsFields.write(value.terms(), out);
        Fields.writeText(value.group().district(), out);
        Fields.writeText(value.group().name(), out);
        Fields.writeText(value.device(), out);
        out.writeLong(value.t());
        out.writeDouble(value.value());
        out.writeBoolean(value.simulated());
        out.writeLong(value.terms().since());
    }

    @Override
    protected AggregateReading read(DataInputView in, int writtenVersion) throws IOException {
        AggregateTerms terms = TermsFields.read(in);
        Group group = new Group(Fields.readText(in), Fields.readText(in));
        String device = Fields.readText(in);
        long t = in.readLong();
        double value = in.readDouble();
        boolean simulated = in.readBoolean();
        long since = writtenVersion < WITH_SINCE ? AggregateTerms.ALWAYS : in.readLong();
        return new AggregateReading(terms.holdingSince(since), group, device, t, value, simulated);
    }
}

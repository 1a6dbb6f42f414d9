package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what groups are told of their members' conditions. */
public final class AgreementNewsSerializer extends ImmutableSerializer<AgreementNews> {
    /** The type of it. */
    public static final BinaryType<AgreementNews> TYPE =
            BinaryType.of(AgreementNews.class, new AgreementNewsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;

    /** From this version on the news says whether the device is simulated. */
    private static final int SIMULATED = 2;

    /** From this version on there is news of conditions that are over, too. */
    private static final int ENDED = 3;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(AgreementNews value, DataOutputView out) throws IOException {
        Fields.writeText(value.group().rule(), out);
        Fields.writeText(value.group().name(), out);
        ConditionFields.write(value.condition(), out);
        out.writeLong(value.t());
        out.writeLong(value.terms().withinMillis());
        Fields.writeVar(value.terms().members(), out);
        ConditionFields.writeSeverity(value.terms().severity(), out);
        out.writeBoolean(value.simulated());
        out.writeBoolean(value.begun());
    }

    @Override
    protected AgreementNews read(DataInputView in, int writtenVersion) throws IOException {
        var group = new AgreementNews.Group(Fields.readText(in), Fields.readText(in));
        Condition condition = ConditionFields.read(in);
        long t = in.readLong();
        var terms = new AgreementNews.Terms(in.readLong(), Fields.readVarInt(in), ConditionFields.readSeverity(in));
        boolean simulated = writtenVersion >= SIMULATED && in.readBoolean();
        boolean begun = writtenVersion < ENDED || in.readBoolean();
        return new AgreementNews(group, condition, begun, t, simulated, terms);
    }
}

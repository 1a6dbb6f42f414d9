package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what a group remembers of its members' conditions. */
public final class AgreeingSerializer extends ImmutableSerializer<Agreeing> {
    /** The type of it. */
    public static final BinaryType<Agreeing> TYPE = BinaryType.of(Agreeing.class, new AgreeingSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;

    /** From this version on each condition says whether its device is simulated. */
    private static final int SIMULATED = 2;

    /**
     * From this version on each condition says whether it is over. Of older ones it is not known, and they count as they did then: within the
     * time.
     */
    private static final int ENDED = 3;

    /** What an older form does not have of the terms comes with the next news, before it is asked for. */
    private static final int MEMBERS_UNTIL_NEWS = 2;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Agreeing value, DataOutputView out) throws IOException {
        out.writeLong(value.terms().withinMillis());
        Fields.writeVar(value.terms().members(), out);
        ConditionFields.writeSeverity(value.terms().severity(), out);
        Fields.writeVar(value.begun().size(), out);
        for (Agreeing.Begun one : value.begun()) {
            ConditionFields.write(one.condition(), out);
            out.writeLong(one.t());
            out.writeBoolean(one.simulated());
            Fields.writeLong(one.ended(), out);
        }
    }

    @Override
    protected Agreeing read(DataInputView in, int writtenVersion) throws IOException {
        long withinMillis = in.readLong();
        AgreementNews.Terms terms = writtenVersion >= ENDED
                ? new AgreementNews.Terms(withinMillis, Fields.readVarInt(in), ConditionFields.readSeverity(in))
                : new AgreementNews.Terms(withinMillis, MEMBERS_UNTIL_NEWS, Severity.LOW);
        List<Agreeing.Begun> begun = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            Condition condition = ConditionFields.read(in);
            long t = in.readLong();
            boolean simulated = writtenVersion >= SIMULATED && in.readBoolean();
            Long ended = writtenVersion >= ENDED ? Fields.readOptionalLong(in) : Long.valueOf(t);
            begun.add(new Agreeing.Begun(condition, t, simulated, ended));
        }
        return new Agreeing(terms, begun);
    }
}

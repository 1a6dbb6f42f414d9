package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.rule.RuleChange;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes changes of rules; a rule stands as its document. */
public final class RuleChangeSerializer extends ImmutableSerializer<RuleChange> {
    /** The type of the state. */
    public static final BinaryType<RuleChange> TYPE = BinaryType.of(RuleChange.class, new RuleChangeSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(RuleChange value, DataOutputView out) throws IOException {
        out.writeLong(value.number());
        out.writeLong(value.from());
        Fields.writeText(value.id(), out);
        Fields.writeText(value.json(), out);
        out.writeBoolean(value.isRemoval());
    }

    @Override
    protected RuleChange read(DataInputView in, int writtenVersion) throws IOException {
        return new RuleChange(
                in.readLong(), in.readLong(), Fields.readText(in), Fields.readOptionalText(in), in.readBoolean());
    }
}

package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes records of the rules' topic on their way to whoever understands them. */
public final class RuleRecordSerializer extends ImmutableSerializer<RuleRecord> {
    /** The type of streams of such records. */
    public static final BinaryType<RuleRecord> TYPE = BinaryType.of(RuleRecord.class, new RuleRecordSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(RuleRecord value, DataOutputView out) throws IOException {
        out.writeLong(value.offset());
        out.writeLong(value.t());
        Fields.writeBytes(value.key(), out);
        Fields.writeBytes(value.value(), out);
    }

    @Override
    protected RuleRecord read(DataInputView in, int writtenVersion) throws IOException {
        return new RuleRecord(in.readLong(), in.readLong(), Fields.readOptionalBytes(in), Fields.readOptionalBytes(in));
    }
}

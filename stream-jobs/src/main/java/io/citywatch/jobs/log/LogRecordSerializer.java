package io.citywatch.jobs.log;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes records for the log on their way to the sink. */
public final class LogRecordSerializer extends ImmutableSerializer<LogRecord> {
    /** The type of streams of records for the log. */
    public static final BinaryType<LogRecord> TYPE = BinaryType.of(LogRecord.class, new LogRecordSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(LogRecord value, DataOutputView out) throws IOException {
        Fields.writeText(value.topic(), out);
        Fields.writeBytes(value.key(), out);
        Fields.writeBytes(value.value(), out);
    }

    @Override
    protected LogRecord read(DataInputView in, int writtenVersion) throws IOException {
        return new LogRecord(Fields.readText(in), Fields.readBytes(in), Fields.readOptionalBytes(in));
    }
}

package io.citywatch.jobs.log;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes records of the log on their way to whoever understands them. */
public final class StoredRecordSerializer extends ImmutableSerializer<StoredRecord> {
    /** The type of streams of such records. */
    public static final BinaryType<StoredRecord> TYPE = BinaryType.of(StoredRecord.class, new StoredRecordSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(StoredRecord value, DataOutputView out) throws IOException {
        out.writeLong(value.offset());
        out.writeLong(value.t());
        Fields.writeBytes(value.key(), out);
        Fields.writeBytes(value.value(), out);
    }

    @Override
    protected StoredRecord read(DataInputView in, int writtenVersion) throws IOException {
        return new StoredRecord(
                in.readLong(), in.readLong(), Fields.readOptionalBytes(in), Fields.readOptionalBytes(in));
    }
}

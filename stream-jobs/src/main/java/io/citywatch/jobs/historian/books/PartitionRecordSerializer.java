package io.citywatch.jobs.historian.books;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.jobs.ledger.LedgerCountsSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes partitions' books into checkpoints. */
public final class PartitionRecordSerializer extends ImmutableSerializer<PartitionRecord> {
    static final BinaryType<PartitionRecord> TYPE =
            BinaryType.of(PartitionRecord.class, new PartitionRecordSerializer());

    private static final long serialVersionUID = 1;
    /** Since then it is known who read the partition last; before, any choice is as good. */
    private static final int WITH_READER = 2;

    private static final int VERSION = WITH_READER;
    /** Half a million numbers one by one are as many calls through every layer of the checkpoint. */
    private static final int BLOCK_BYTES = 8 * 1024;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(PartitionRecord value, DataOutputView out) throws IOException {
        Fields.writeVar(value.partition(), out);
        Fields.writeVar(value.reader(), out);
        Fields.writeVar(value.next(), out);
        Fields.writeVar(value.minutes().size(), out);
        for (PartitionRecord.Minute minute : value.minutes()) {
            out.writeLong(minute.start());
            LedgerCountsSerializer.writeCounts(minute.counts(), out);
        }
        writeLongs(value.younger(), out);
        writeLongs(value.older(), out);
    }

    @Override
    protected PartitionRecord read(DataInputView in, int writtenVersion) throws IOException {
        int partition = Fields.readVarInt(in);
        int reader = writtenVersion >= WITH_READER ? Fields.readVarInt(in) : partition;
        long next = Fields.readVar(in);
        List<PartitionRecord.Minute> minutes = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            minutes.add(new PartitionRecord.Minute(in.readLong(), LedgerCountsSerializer.readCounts(in)));
        }
        return new PartitionRecord(partition, reader, next, minutes, readLongs(in), readLongs(in));
    }

    private static void writeLongs(long[] values, DataOutputView out) throws IOException {
        Fields.writeVar(values.length, out);
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long value : values) {
            if (!block.hasRemaining()) {
                out.write(block.array(), 0, block.position());
                block.clear();
            }
            block.putLong(value);
        }
        out.write(block.array(), 0, block.position());
    }

    private static long[] readLongs(DataInputView in) throws IOException {
        long[] values = new long[Fields.readVarInt(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }
}

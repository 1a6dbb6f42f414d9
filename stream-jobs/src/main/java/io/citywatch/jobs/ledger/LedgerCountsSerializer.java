package io.citywatch.jobs.ledger;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.ledger.LedgerCounts;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes counts of messages: five numbers that are mostly small. */
public final class LedgerCountsSerializer extends ImmutableSerializer<LedgerCounts> {
    /** The type of counts in state. */
    public static final BinaryType<LedgerCounts> TYPE = BinaryType.of(LedgerCounts.class, new LedgerCountsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(LedgerCounts value, DataOutputView out) throws IOException {
        writeCounts(value, out);
    }

    @Override
    protected LedgerCounts read(DataInputView in, int writtenVersion) throws IOException {
        return readCounts(in);
    }

    /** Writes counts as a part of something larger. */
    public static void writeCounts(LedgerCounts value, DataOutputView out) throws IOException {
        Fields.writeVar(value.accepted(), out);
        Fields.writeVar(value.logged(), out);
        Fields.writeVar(value.stored(), out);
        Fields.writeVar(value.duplicate(), out);
        Fields.writeVar(value.rejected(), out);
    }

    /** Reads what {@link #writeCounts} wrote. */
    public static LedgerCounts readCounts(DataInputView in) throws IOException {
        return new LedgerCounts(
                Fields.readVar(in), Fields.readVar(in), Fields.readVar(in), Fields.readVar(in), Fields.readVar(in));
    }
}

package io.citywatch.jobs.ledger;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the ledger's total into checkpoints. */
public final class LedgerBookSerializer extends ImmutableSerializer<LedgerBook> {
    static final BinaryType<LedgerBook> TYPE = BinaryType.of(LedgerBook.class, new LedgerBookSerializer());

    private static final long serialVersionUID = 1;
    /** Since then it is known how long nobody kept the books. */
    private static final int WITH_PAUSES = 2;

    private static final int VERSION = WITH_PAUSES;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(LedgerBook value, DataOutputView out) throws IOException {
        out.writeLong(value.total().since());
        out.writeLong(value.total().t());
        LedgerSum sum = value.total().sum();
        Fields.writeVar(sum.accepted(), out);
        Fields.writeVar(sum.stored(), out);
        Fields.writeVar(sum.duplicate(), out);
        Fields.writeVar(sum.rejected(), out);
        out.writeLong(value.cleared());
        out.writeBoolean(value.alarmed());
        Fields.writeVar(value.paused(), out);
    }

    @Override
    protected LedgerBook read(DataInputView in, int writtenVersion) throws IOException {
        long since = in.readLong();
        long t = in.readLong();
        LedgerSum sum = new LedgerSum(Fields.readVar(in), Fields.readVar(in), Fields.readVar(in), Fields.readVar(in));
        return new LedgerBook(
                new LedgerTotal(since, t, sum),
                in.readLong(),
                in.readBoolean(),
                writtenVersion >= WITH_PAUSES ? Fields.readVar(in) : 0);
    }
}

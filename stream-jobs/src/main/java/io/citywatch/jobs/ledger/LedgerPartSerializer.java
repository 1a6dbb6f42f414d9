package io.citywatch.jobs.ledger;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.ledger.LedgerPart;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes parts of the ledger on their way to its balance. */
public final class LedgerPartSerializer extends ImmutableSerializer<LedgerPart> {
    static final BinaryType<LedgerPart> TYPE = BinaryType.of(LedgerPart.class, new LedgerPartSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(LedgerPart value, DataOutputView out) throws IOException {
        Fields.writeText(value.source(), out);
        out.writeLong(value.minute());
        out.writeLong(value.t());
        LedgerCountsSerializer.writeCounts(value.counts(), out);
    }

    @Override
    protected LedgerPart read(DataInputView in, int writtenVersion) throws IOException {
        return new LedgerPart(Fields.readText(in), in.readLong(), in.readLong(), LedgerCountsSerializer.readCounts(in));
    }
}

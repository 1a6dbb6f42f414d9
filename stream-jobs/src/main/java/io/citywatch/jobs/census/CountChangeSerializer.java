package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes changes of counts, and the counts in a checkpoint. */
public final class CountChangeSerializer extends ImmutableSerializer<CountChange> {
    static final BinaryType<CountChange> TYPE = BinaryType.of(CountChange.class, new CountChangeSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(CountChange value, DataOutputView out) throws IOException {
        CensusFields.write(value.place(), out);
        Tally tally = value.tally();
        out.writeLong(tally.registered());
        out.writeLong(tally.installed());
        out.writeLong(tally.commissioned());
        out.writeLong(tally.alive());
        out.writeLong(tally.reporting());
        out.writeLong(tally.share().households());
        out.writeLong(tally.share().bays());
        out.writeLong(tally.share().lengthMm());
        out.writeLong(value.t());
    }

    @Override
    protected CountChange read(DataInputView in, int writtenVersion) throws IOException {
        AssetNews.CountPlace place = CensusFields.readPlace(in);
        Tally tally = new Tally(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                new AssetNews.Share(in.readLong(), in.readLong(), in.readLong()));
        return new CountChange(place, tally, in.readLong());
    }
}

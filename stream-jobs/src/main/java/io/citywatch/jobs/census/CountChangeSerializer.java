package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.census.Step;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes changes of counts, and the counts in a checkpoint. */
public final class CountChangeSerializer extends ImmutableSerializer<CountChange> {
    static final BinaryType<CountChange> TYPE = BinaryType.of(CountChange.class, new CountChangeSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;
    private static final Step[] STEPS = Step.values();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(CountChange value, DataOutputView out) throws IOException {
        CensusFields.write(value.place(), out);
        Map<Step, Amount> amounts = value.tally().amounts();
        out.writeByte(amounts.size());
        for (Map.Entry<Step, Amount> entry : amounts.entrySet()) {
            out.writeByte(entry.getKey().ordinal());
            CensusFields.write(entry.getValue(), out);
        }
        Fields.writeLong(value.commissionedT(), out);
        out.writeLong(value.t());
    }

    @Override
    protected CountChange read(DataInputView in, int writtenVersion) throws IOException {
        AssetNews.CountPlace place = CensusFields.readPlace(in);
        if (writtenVersion == 1) {
            return new CountChange(place, readFirstForm(in), null, in.readLong());
        }
        Map<Step, Amount> amounts = new EnumMap<>(Step.class);
        for (int i = in.readByte(); i > 0; i--) {
            amounts.put(STEPS[in.readByte()], CensusFields.readAmount(in));
        }
        return new CountChange(place, new Tally(amounts), Fields.readOptionalLong(in), in.readLong());
    }

    /** Five numbers of assets, and what the commissioned ones count for. */
    private static Tally readFirstForm(DataInputView in) throws IOException {
        Map<Step, Amount> amounts = new EnumMap<>(Step.class);
        amounts.put(Step.REGISTERED, new Amount(in.readLong(), 0, 0, 0));
        amounts.put(Step.INSTALLED, new Amount(in.readLong(), 0, 0, 0));
        long commissioned = in.readLong();
        amounts.put(Step.ALIVE, new Amount(in.readLong(), 0, 0, 0));
        amounts.put(Step.REPORTING, new Amount(in.readLong(), 0, 0, 0));
        amounts.put(Step.COMMISSIONED, new Amount(commissioned, in.readLong(), in.readLong(), in.readLong()));
        return new Tally(amounts);
    }
}

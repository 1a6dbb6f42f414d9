package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of a bay: about 100 bytes, and four for each sample. */
public final class BaySerializer extends ImmutableSerializer<Bay> {
    static final BinaryType<Bay> TYPE = BinaryType.of(Bay.class, new BaySerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Bay value, DataOutputView out) throws IOException {
        BayPlace place = value.place();
        ParkingFields.write(place.area(), out);
        out.writeLong(place.t());
        out.writeLong(place.arrival());
        out.writeLong(place.end());
        Fields.writeVar(place.silenceMillis(), out);
        write(value.sealed(), out);
        Fields.writeVar(value.samples().size(), out);
        long last = 0;
        for (int i = 0; i < value.samples().size(); i++) {
            long number = value.samples().number(i);
            Fields.writeVar(number - last, out);
            last = number;
        }
        out.writeLong(value.until());
    }

    @Override
    protected Bay read(DataInputView in, int writtenVersion) throws IOException {
        BayPlace place = new BayPlace(
                ParkingFields.readArea(in), in.readLong(), in.readLong(), in.readLong(), Fields.readVar(in));
        Standing sealed = readStanding(in);
        long[] samples = new long[Fields.readVarInt(in)];
        long last = 0;
        for (int i = 0; i < samples.length; i++) {
            last += Fields.readVar(in);
            samples[i] = last;
        }
        return new Bay(place, sealed, Samples.of(samples), in.readLong());
    }

    private static void write(Standing standing, DataOutputView out) throws IOException {
        out.writeByte(standing.state().ordinal());
        out.writeLong(standing.span().since());
        out.writeBoolean(standing.span().known());
        out.writeLong(standing.heard());
        out.writeBoolean(standing.occupied());
        Fields.writeLong(standing.pending(), out);
        Fields.writeVar(standing.changes().size(), out);
        for (long change : standing.changes()) {
            out.writeLong(change);
        }
    }

    private static Standing readStanding(DataInputView in) throws IOException {
        BayState state = BayState.ofOrdinal(in.readByte());
        Standing.Span span = new Standing.Span(in.readLong(), in.readBoolean());
        long heard = in.readLong();
        boolean occupied = in.readBoolean();
        Long pending = Fields.readOptionalLong(in);
        List<Long> changes = new ArrayList<>();
        for (int i = Fields.readVarInt(in); i > 0; i--) {
            changes.add(in.readLong());
        }
        return new Standing(state, span, heard, occupied, pending, changes);
    }
}

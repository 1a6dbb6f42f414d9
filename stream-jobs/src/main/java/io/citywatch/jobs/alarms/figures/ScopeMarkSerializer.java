package io.citywatch.jobs.alarms.figures;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what is remembered of a district or the city. */
public final class ScopeMarkSerializer extends ImmutableSerializer<ScopeMark> {
    static final BinaryType<ScopeMark> TYPE = BinaryType.of(ScopeMark.class, new ScopeMarkSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(ScopeMark value, DataOutputView out) throws IOException {
        out.writeLong(value.floodSince());
        Fields.writeVar(value.peaks().size(), out);
        for (ScopeMark.Peak peak : value.peaks()) {
            out.writeLong(peak.hour());
            Fields.writeVar(peak.rate(), out);
        }
    }

    @Override
    protected ScopeMark read(DataInputView in, int writtenVersion) throws IOException {
        long floodSince = in.readLong();
        List<ScopeMark.Peak> peaks = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            peaks.add(new ScopeMark.Peak(in.readLong(), Fields.readVarInt(in)));
        }
        return new ScopeMark(floodSince, peaks);
    }
}

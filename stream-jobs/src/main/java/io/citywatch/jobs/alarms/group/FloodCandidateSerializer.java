package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what may become part of a flood. */
public final class FloodCandidateSerializer extends ImmutableSerializer<FloodCandidate> {
    /** The type of it. */
    public static final BinaryType<FloodCandidate> TYPE =
            BinaryType.of(FloodCandidate.class, new FloodCandidateSerializer());

    private static final long serialVersionUID = 1;
    /** In the first form what is a candidate had begun, and did not ask; its bytes are the same. */
    private static final int VERSION = 2;

    private static final FoldNewsSerializer FOLD_NEWS = new FoldNewsSerializer();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(FloodCandidate value, DataOutputView out) throws IOException {
        FOLD_NEWS.serialize(value.news(), out);
        out.writeLong(value.aloneSince());
    }

    @Override
    protected FloodCandidate read(DataInputView in, int writtenVersion) throws IOException {
        return new FloodCandidate(FOLD_NEWS.deserialize(in), in.readLong());
    }
}

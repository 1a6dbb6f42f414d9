package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes ticks: two longs. */
public final class TickSerializer extends ImmutableSerializer<Tick> {
    /** The type of streams of ticks. */
    public static final BinaryType<Tick> TYPE = BinaryType.of(Tick.class, new TickSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Tick value, DataOutputView out) throws IOException {
        out.writeLong(value.t());
        out.writeLong(value.listeningSince());
    }

    @Override
    protected Tick read(DataInputView in, int writtenVersion) throws IOException {
        return new Tick(in.readLong(), in.readLong());
    }
}

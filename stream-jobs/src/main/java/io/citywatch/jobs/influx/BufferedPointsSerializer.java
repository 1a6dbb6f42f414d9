package io.citywatch.jobs.influx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** Writes into a checkpoint the points that the sink still holds. */
final class BufferedPointsSerializer extends AsyncSinkWriterStateSerializer<Points> {
    private static final int VERSION = 1;

    private final PointsSerializer points = new PointsSerializer();

    @Override
    protected void serializeRequestToStream(Points request, DataOutputStream out) throws IOException {
        points.serialize(request, new DataOutputViewStreamWrapper(out));
    }

    @Override
    protected Points deserializeRequestFromStream(long requestSize, DataInputStream in) throws IOException {
        return points.deserialize(new DataInputViewStreamWrapper(in));
    }

    @Override
    public int getVersion() {
        return VERSION;
    }
}

package io.citywatch.jobs.influx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** Writes into a checkpoint the points that the sink still holds. */
final class BufferedPointsSerializer extends AsyncSinkWriterStateSerializer<Points> {
    private static final int VERSION = 4;

    private final PointsSerializer points = new PointsSerializer();
    /** The form of the state that is being read: version and form of the points go together. */
    private int readVersion = VERSION;

    @Override
    public BufferedRequestState<Points> deserialize(int version, byte[] serialized) throws IOException {
        readVersion = version;
        return super.deserialize(version, serialized);
    }

    @Override
    protected void serializeRequestToStream(Points request, DataOutputStream out) throws IOException {
        points.serialize(request, new DataOutputViewStreamWrapper(out));
    }

    @Override
    protected Points deserializeRequestFromStream(long requestSize, DataInputStream in) throws IOException {
        return points.readForm(new DataInputViewStreamWrapper(in), readVersion);
    }

    @Override
    public int getVersion() {
        return VERSION;
    }
}

package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.sparkplug.BornDevice;
import io.citywatch.telemetry.sparkplug.BornMetric;
import io.citywatch.telemetry.sparkplug.EdgeNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes what edge nodes have said: their sessions and the births of their devices. */
public final class EdgeNodeSerializer extends ImmutableSerializer<EdgeNode> {
    /** The type of the state. */
    public static final BinaryType<EdgeNode> TYPE = BinaryType.of(EdgeNode.class, new EdgeNodeSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(EdgeNode value, DataOutputView out) throws IOException {
        EdgeNode.Session session = value.session();
        Fields.writeText(value.key(), out);
        out.writeLong(session.messages());
        out.writeBoolean(session.alive());
        writeNumber(session.birth(), out);
        out.writeInt(session.next());
        out.writeLong(session.asked());
        Fields.writeVar(value.devices().size(), out);
        for (Map.Entry<String, BornDevice> device : value.devices().entrySet()) {
            Fields.writeText(device.getKey(), out);
            Fields.writeVar(device.getValue().metrics().size(), out);
            for (BornMetric metric : device.getValue().metrics()) {
                Fields.writeText(metric.name(), out);
                writeNumber(metric.alias(), out);
                out.writeInt(metric.type());
            }
        }
    }

    @Override
    protected EdgeNode read(DataInputView in, int writtenVersion) throws IOException {
        String key = Fields.readText(in);
        var session =
                new EdgeNode.Session(in.readLong(), in.readBoolean(), readNumber(in), in.readInt(), in.readLong());
        Map<String, BornDevice> devices = new HashMap<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            String device = Fields.readText(in);
            List<BornMetric> metrics = new ArrayList<>();
            for (int more = Fields.readVarInt(in); more > 0; more--) {
                metrics.add(new BornMetric(Fields.readText(in), readNumber(in), in.readInt()));
            }
            devices.put(device, new BornDevice(metrics));
        }
        return new EdgeNode(key, session, devices);
    }

    private static void writeNumber(@Nullable Long number, DataOutputView out) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeLong(number);
        }
    }

    private static @Nullable Long readNumber(DataInputView in) throws IOException {
        return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
    }
}

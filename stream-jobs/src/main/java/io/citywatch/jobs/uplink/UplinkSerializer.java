package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes every record of the uplink, rejections included. Needed only where a job's source is not chained. */
public final class UplinkSerializer extends ImmutableSerializer<Uplink> {
    private static final long serialVersionUID = 1;

    private static final int VERSION = 4;
    private static final int TICK = 0;
    private static final int DEVICE = 1;
    private static final int UNUSABLE = 2;
    private static final int SPARKPLUG = 3;
    private static final int EDGE_NODE = 4;
    private static final int REBIRTH = 5;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Uplink value, DataOutputView out) throws IOException {
        if (value instanceof UplinkTick tick) {
            out.writeByte(TICK);
            out.writeLong(tick.tick().t());
            out.writeLong(tick.tick().listeningSince());
        } else if (value instanceof DeviceUplink device) {
            out.writeByte(DEVICE);
            DeviceUplinkSerializer.writeUsable(device, out);
            writeRejected(device.rejected(), out);
        } else if (value instanceof UnusableUplink unusable) {
            out.writeByte(UNUSABLE);
            writeRejected(unusable.rejected(), out);
        } else if (value instanceof SparkplugUplink sparkplug) {
            out.writeByte(SPARKPLUG);
            Fields.writeText(sparkplug.topic().name(), out);
            out.writeLong(sparkplug.arrival());
            Fields.writeText(sparkplug.principal(), out);
            Fields.writeBytes(sparkplug.payload(), out);
        } else if (value instanceof EdgeNodeUplink edgeNode) {
            out.writeByte(EDGE_NODE);
            Fields.writeText(edgeNode.topic().name(), out);
            out.writeLong(edgeNode.arrival());
            writeRejected(edgeNode.rejected(), out);
        } else if (value instanceof RebirthWanted wanted) {
            out.writeByte(REBIRTH);
            RebirthRequestSerializer.writeFields(wanted.request(), out);
        }
    }

    @Override
    protected Uplink read(DataInputView in, int writtenVersion) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case TICK -> new UplinkTick(new Tick(in.readLong(), in.readLong()));
            case DEVICE -> {
                DeviceUplink usable = DeviceUplinkSerializer.readUsable(in);
                yield new DeviceUplink(
                        usable.address(),
                        usable.channel(),
                        usable.arrival(),
                        usable.concentrator(),
                        usable.ownTimes(),
                        usable.messages(),
                        readRejected(in, writtenVersion));
            }
            case UNUSABLE -> {
                RejectedMessage rejected = readRejected(in, writtenVersion);
                if (rejected == null) {
                    throw new IOException("an unusable record without its reason");
                }
                yield new UnusableUplink(rejected);
            }
            case SPARKPLUG ->
                new SparkplugUplink(
                        sparkplugTopic(in), in.readLong(), Fields.readOptionalText(in), Fields.readBytes(in));
            case EDGE_NODE -> new EdgeNodeUplink(sparkplugTopic(in), in.readLong(), readRejected(in, writtenVersion));
            case REBIRTH -> new RebirthWanted(RebirthRequestSerializer.readFields(in));
            default -> throw new IOException("no record is written with " + kind);
        };
    }

    private static SparkplugTopic sparkplugTopic(DataInputView in) throws IOException {
        String name = Fields.readText(in);
        SparkplugTopic topic = SparkplugTopic.parse(name);
        if (topic == null) {
            throw new IOException("'" + name + "' is no topic of an edge node");
        }
        return topic;
    }

    private static void writeRejected(@Nullable RejectedMessage message, DataOutputView out) throws IOException {
        out.writeBoolean(message != null);
        if (message == null) {
            return;
        }
        Fields.writeText(message.topic(), out);
        out.writeLong(message.arrival());
        Fields.writeText(message.principal(), out);
        Fields.writeText(message.received().contentType(), out);
        Fields.writeVar(message.rejections().size(), out);
        for (Rejection rejection : message.rejections()) {
            Fields.writeText(rejection.reason().name(), out);
            Fields.writeText(rejection.detail(), out);
        }
        Fields.writeBytes(message.payload(), out);
    }

    private static @Nullable RejectedMessage readRejected(DataInputView in, int writtenVersion) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        var received = new RejectedMessage.Received(
                Fields.readText(in),
                in.readLong(),
                Fields.readOptionalText(in),
                writtenVersion < 3 ? null : Fields.readOptionalText(in));
        List<Rejection> rejections = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            RejectReason reason = RejectReason.valueOf(Fields.readText(in));
            rejections.add(new Rejection(reason, Fields.readText(in)));
        }
        return new RejectedMessage(received, rejections, Fields.readBytes(in), null);
    }
}

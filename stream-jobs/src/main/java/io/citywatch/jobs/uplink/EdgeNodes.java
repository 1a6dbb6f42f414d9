package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.sparkplug.EdgeNode;
import io.citywatch.telemetry.sparkplug.SparkplugDecoder;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.SparkplugTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of edge nodes with what each has said before, and lets everything else through untouched.
 *
 * <p>It is chained to the source and takes the records of a partition in their order; all that an edge node says stands in one
 * partition. So its state is the operator's own and nothing is exchanged between tasks, which for the bulk of the messages, that
 * need no state, would cost more than all of the decoding. In a checkpoint every task writes what it knows and after a restart
 * every task gets all, since which will read which partition is not known then; of two states of one edge node the one that has
 * read more of its messages is the newer. Edge nodes are few: a concentrator serves hundreds of devices.
 */
final class EdgeNodes extends ProcessFunction<Uplink, Uplink> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final UplinkContent content;
    private transient @Nullable Known known;

    EdgeNodes(UplinkContent content) {
        this.content = content;
    }

    private record Known(ListState<EdgeNode> saved, Map<String, EdgeNode> nodes, SparkplugDecoder decoder) {}

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<EdgeNode> saved = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("edge-nodes", EdgeNodeSerializer.TYPE));
        Map<String, EdgeNode> nodes = new HashMap<>();
        for (EdgeNode node : saved.get()) {
            nodes.merge(node.key(), node, EdgeNodes::newer);
        }
        known = new Known(saved, nodes, new SparkplugDecoder());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Known now = known();
        // Copies: the checkpoint is written while the next messages are read.
        now.saved.update(now.nodes.values().stream().map(EdgeNode::copy).toList());
    }

    @Override
    public void processElement(Uplink record, Context context, Collector<Uplink> out) {
        if (record instanceof SparkplugUplink message) {
            read(message, out);
        } else {
            out.collect(record);
        }
    }

    /** Reads a message of an edge node; what comes of it is one record, and a wish for its birth. */
    void read(SparkplugUplink message, Collector<Uplink> out) {
        SparkplugTopic topic = message.topic();
        EdgeNode node = known().nodes.computeIfAbsent(topic.nodeKey(), EdgeNode::new);
        SparkplugDecoder.Heard heard = known().decoder.decode(topic, message.payload(), message.arrival(), node);
        RejectedMessage rejected = content.rejections() && heard.decoded().isRejected()
                ? new RejectedMessage(
                        topic.name(),
                        message.arrival(),
                        message.principal(),
                        heard.decoded().rejections(),
                        message.payload())
                : null;
        DeviceAddress device = topic.device();
        out.collect(
                device == null
                        ? new EdgeNodeUplink(topic, message.arrival(), rejected)
                        : new DeviceUplink(
                                device,
                                heard.channel(),
                                message.arrival(),
                                wanted(device, heard.decoded().messages()),
                                rejected));
        if (heard.rebirth() != null) {
            out.collect(new RebirthWanted(heard.rebirth()));
        }
    }

    private List<DeviceMessage> wanted(DeviceAddress device, List<DeviceMessage> messages) {
        return messages.stream().filter(message -> isWanted(message, device)).toList();
    }

    private boolean isWanted(DeviceMessage message, DeviceAddress device) {
        Metric metric = content.readingsWith();
        boolean hasMetric = metric != null && message instanceof Reading reading && reading.has(metric);
        return hasMetric || content.wants(channel(message), device.kind());
    }

    private static Channel channel(DeviceMessage message) {
        if (message instanceof Reading) {
            return Channel.TELEMETRY;
        } else if (message instanceof Birth) {
            return Channel.BIRTH;
        } else if (message instanceof DeviceEvent) {
            return Channel.EVENT;
        } else if (message instanceof CommandAnswer) {
            return Channel.ACK;
        } else if (message instanceof Death) {
            return Channel.DEATH;
        }
        throw new IllegalStateException("a message of no channel: " + message);
    }

    private static EdgeNode newer(EdgeNode one, EdgeNode other) {
        return one.session().messages() >= other.session().messages() ? one : other;
    }

    private Known known() {
        if (known == null) {
            throw new IllegalStateException("used before it is initialized");
        }
        return known;
    }
}

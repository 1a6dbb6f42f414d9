package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.sparkplug.EdgeNode;
import java.util.HashMap;
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

    private record Known(ListState<EdgeNode> saved, EdgeNodeReader reader) {}

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<EdgeNode> saved = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("edge-nodes", EdgeNodeSerializer.TYPE));
        Map<String, EdgeNode> nodes = new HashMap<>();
        for (EdgeNode node : saved.get()) {
            nodes.merge(node.key(), node, EdgeNodes::newer);
        }
        known = new Known(saved, new EdgeNodeReader(content, nodes));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Known now = known();
        // Copies: the checkpoint is written while the next messages are read.
        now.saved.update(now.reader.nodes().map(EdgeNode::copy).toList());
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
        EdgeNodeReader.Heard heard = known().reader.read(message);
        out.collect(heard.uplink());
        if (heard.rebirth() != null) {
            out.collect(new RebirthWanted(heard.rebirth()));
        }
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

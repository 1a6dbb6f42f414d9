package io.citywatch.jobs.uplink;

import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** {@link EdgeNodes} for records that keep their place in the log; what follows from a record stands where it does. */
final class PositionedEdgeNodes extends ProcessFunction<PositionedUplink, PositionedUplink>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final EdgeNodes nodes;

    PositionedEdgeNodes(UplinkContent content) {
        nodes = new EdgeNodes(content);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        nodes.initializeState(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        nodes.snapshotState(context);
    }

    @Override
    public void processElement(PositionedUplink record, Context context, Collector<PositionedUplink> out) {
        if (record.uplink() instanceof SparkplugUplink message) {
            nodes.read(message, new At(record, out));
        } else {
            out.collect(record);
        }
    }

    private record At(PositionedUplink record, Collector<PositionedUplink> out) implements Collector<Uplink> {
        @Override
        public void collect(Uplink uplink) {
            out.collect(record.heard(uplink));
        }

        @Override
        public void close() {
            out.close();
        }
    }
}

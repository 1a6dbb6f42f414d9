package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The uplink as a job's stream, from the checkpoint's offsets or else from the start of the log.
 *
 * <p>Event time is the ticks' time: {@link TickWatermarks}.
 */
public final class UplinkSource {
    /** Side output of {@link #messages}: the ticks of every partition. */
    public static final OutputTag<Tick> TICKS = new OutputTag<>("ticks", TickSerializer.TYPE);

    /** Side output of {@link #messages}: the edge nodes that are to be asked for their births. */
    public static final OutputTag<RebirthRequest> REBIRTHS = new OutputTag<>("rebirths", RebirthRequestSerializer.TYPE);

    private UplinkSource() {}

    /**
     * Every record of the uplink.
     *
     * @param group the job's name, which is the consumers' group and part of the operator's uid
     */
    public static SingleOutputStreamOperator<Uplink> records(
            StreamExecutionEnvironment env, LogOptions log, String group, UplinkContent content) {
        return env.fromSource(
                        LogSource.of(log, group, new UplinkDeserializer(content), LogTopics.UPLINK),
                        TickWatermarks.strategy(),
                        "uplink",
                        BinaryType.of(Uplink.class, new UplinkSerializer()))
                .uid(group + "-uplink-source")
                .process(new EdgeNodes(content))
                .returns(BinaryType.of(Uplink.class, new UplinkSerializer()))
                .name("edge nodes")
                .uid(group + "-uplink-edge-nodes");
    }

    /** Every record of the uplink with its place in the log, without a notion of time. */
    public static SingleOutputStreamOperator<PositionedUplink> positioned(
            StreamExecutionEnvironment env, LogOptions log, String group, UplinkContent content) {
        return env.fromSource(
                        LogSource.of(log, group, new PositionedUplinkDeserializer(content), LogTopics.UPLINK),
                        WatermarkStrategy.noWatermarks(),
                        "uplink",
                        PositionedUplinkSerializer.TYPE)
                .uid(group + "-uplink-source")
                .process(new PositionedEdgeNodes(content))
                .returns(PositionedUplinkSerializer.TYPE)
                .name("edge nodes")
                .uid(group + "-uplink-edge-nodes");
    }

    /** What devices said, with the {@link #TICKS} and {@link #REBIRTHS} beside it. What is no device's is left out. */
    public static SingleOutputStreamOperator<DeviceUplink> messages(
            StreamExecutionEnvironment env, LogOptions log, String group, UplinkContent content) {
        return records(env, log, group, content)
                .process(new TicksAside())
                .returns(DeviceUplinkSerializer.TYPE)
                .name("messages")
                .uid(group + "-uplink-messages");
    }

    private static final class TicksAside extends ProcessFunction<Uplink, DeviceUplink> {
        private static final long serialVersionUID = 1;

        @Override
        public void processElement(Uplink record, Context context, Collector<DeviceUplink> out) {
            if (record instanceof DeviceUplink message) {
                out.collect(message);
            } else if (record instanceof UplinkTick tick) {
                context.output(TICKS, tick.tick());
            } else if (record instanceof RebirthWanted wanted) {
                context.output(REBIRTHS, wanted.request());
            }
        }
    }
}

package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.EdgeNodeUplink;
import io.citywatch.jobs.uplink.UnusableUplink;
import io.citywatch.jobs.uplink.Uplink;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Makes points of what devices say, and dead letters of what can't be used. */
final class UplinkHistory extends ProcessFunction<Uplink, Points> {
    /** Side output: what could not be used. */
    static final OutputTag<LogRecord> REJECTED = new OutputTag<>("rejected", LogRecordSerializer.TYPE);

    private static final long serialVersionUID = 1;

    /** A backlog may make thousands of points: they are cut to pieces that a sink's request takes easily. */
    private static final int CUT_CHARACTERS = 256 * 1024;

    private transient @Nullable Work work;

    @Override
    public void open(OpenContext context) {
        var metrics = getRuntimeContext().getMetricGroup();
        work = new Work(
                new LineBuffer(),
                metrics.counter(HistorianMeter.MESSAGES.meterName(), new SimpleCounter()),
                metrics.counter(HistorianMeter.MESSAGES_REJECTED.meterName(), new SimpleCounter()));
    }

    @Override
    public void processElement(Uplink record, Context context, Collector<Points> out) {
        if (work == null) {
            throw new IllegalStateException("a record before open");
        }
        if (record instanceof DeviceUplink message) {
            work.messages.inc();
            write(message, work.lines, out);
            RejectedMessage rejected = message.rejected();
            if (rejected != null) {
                reject(message.address().device(), rejected, context);
                work.rejected.inc();
            }
        } else if (record instanceof EdgeNodeUplink edgeNode) {
            work.messages.inc();
            MessageLines.write(edgeNode.topic(), edgeNode.arrival(), work.lines);
            out.collect(taken(
                    new Points.Origin(edgeNode.topic().name(), edgeNode.topic().nodeKey(), edgeNode.arrival()),
                    work.lines));
            RejectedMessage rejected = edgeNode.rejected();
            if (rejected != null) {
                reject(edgeNode.topic().nodeKey(), rejected, context);
                work.rejected.inc();
            }
        } else if (record instanceof UnusableUplink unusable) {
            work.messages.inc();
            work.rejected.inc();
            String principal = unusable.rejected().principal();
            reject(principal == null ? "" : principal, unusable.rejected(), context);
        }
    }

    private static void write(DeviceUplink uplink, LineBuffer lines, Collector<Points> out) {
        for (DeviceMessage message : uplink.messages()) {
            MessageLines.write(uplink.address(), message, uplink.arrival(), lines);
            if (lines.length() > CUT_CHARACTERS) {
                out.collect(taken(origin(uplink), lines));
            }
        }
        if (!lines.isEmpty()) {
            out.collect(taken(origin(uplink), lines));
        }
    }

    private static Points.Origin origin(DeviceUplink uplink) {
        return new Points.Origin(
                uplink.address().topic(uplink.channel()), uplink.address().device(), uplink.arrival());
    }

    private static Points taken(Points.Origin origin, LineBuffer lines) {
        int count = lines.points();
        return new Points(lines.take(), count, origin);
    }

    private static void reject(String device, RejectedMessage message, Context context) {
        context.output(REJECTED, LogRecord.of(LogTopics.REJECTED, device, LogJson.encode(message)));
    }

    private record Work(LineBuffer lines, Counter messages, Counter rejected) {}
}

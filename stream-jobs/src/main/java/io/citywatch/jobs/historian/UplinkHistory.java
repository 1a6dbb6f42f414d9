package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.books.Decision;
import io.citywatch.jobs.historian.books.Entered;
import io.citywatch.jobs.historian.books.PartitionBooks;
import io.citywatch.jobs.historian.rollup.RollUpSpan;
import io.citywatch.jobs.historian.rollup.RollUpSpanSerializer;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.PointsSerializer;
import io.citywatch.jobs.log.DeadLetter;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.EdgeNodeUplink;
import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.jobs.uplink.UnusableUplink;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import java.time.Clock;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes points of what devices say, and dead letters of what can't be used, and keeps the books of both.
 *
 * <p>A message's points stay together, so that it is stored or refused as a whole. One that repeats another is written all
 * the same, which changes nothing: a fingerprint that two messages share by chance costs a count and no reading. But for one of
 * the same arrival: which place of its millisecond the first has taken is not known.
 */
final class UplinkHistory extends ProcessFunction<PositionedUplink, Points>
        implements CheckpointedFunction, CheckpointListener {
    /** Side output: what could not be used. */
    static final OutputTag<LogRecord> REJECTED = new OutputTag<>("rejected", LogRecordSerializer.TYPE);

    /** Side output: spans of which readings are written, and that InfluxDB has to sum up. */
    static final OutputTag<RollUpSpan> TOUCHED = new OutputTag<>("touched", RollUpSpanSerializer.TYPE);

    /** Side output: hours that are summed up. */
    static final OutputTag<Points> ROLLED_UP = new OutputTag<>("rolled-up", PointsSerializer.TYPE);

    private static final long serialVersionUID = 1;

    private final LogOptions log;
    private transient @Nullable PartitionBooks books;
    private transient @Nullable RolledHours hours;
    private transient @Nullable Work work;

    UplinkHistory(LogOptions log) {
        this.log = log;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        books = new PartitionBooks(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
        books.restore(context);
        hours = new RolledHours();
        hours.restore(context);
    }

    @Override
    public void open(OpenContext context) {
        var metrics = getRuntimeContext().getMetricGroup();
        work = new Work(
                new LineBuffer(),
                new PublishedBooks(new HistorianLog(log)),
                metrics.counter(HistorianMeter.MESSAGES.meterName(), new SimpleCounter()),
                metrics.counter(HistorianMeter.MESSAGES_REJECTED.meterName(), new SimpleCounter()),
                metrics.counter(HistorianMeter.MESSAGES_DUPLICATE.meterName(), new SimpleCounter()));
    }

    @Override
    public void processElement(PositionedUplink record, Context context, Collector<Points> out) {
        if (books == null || hours == null || work == null) {
            throw new IllegalStateException("a record before open");
        }
        Entered entered = books.enter(record);
        hours.passes(
                record,
                entered == null ? 0 : entered.before(),
                span -> context.output(TOUCHED, span),
                points -> context.output(ROLLED_UP, points));
        if (entered == null) {
            return;
        }
        Decision decision = entered.decision();
        work.messages.inc();
        if (decision == Decision.DUPLICATE) {
            work.duplicate.inc();
        } else if (decision == Decision.REJECTED) {
            work.rejected.inc();
        }
        if (record.uplink() instanceof DeviceUplink message) {
            write(record, message, entered, work.lines, out);
            RejectedMessage rejected = message.rejected();
            if (rejected != null) {
                reject(message.address().device(), rejected, record, context);
            }
        } else if (record.uplink() instanceof EdgeNodeUplink edgeNode) {
            MessageLines.write(edgeNode.topic(), edgeNode.arrival(), work.lines);
            out.collect(taken(
                    new Points.Origin(
                            edgeNode.topic().name(),
                            edgeNode.topic().nodeKey(),
                            edgeNode.arrival(),
                            entry(record, decision)),
                    work.lines));
            RejectedMessage rejected = edgeNode.rejected();
            if (rejected != null) {
                reject(edgeNode.topic().nodeKey(), rejected, record, context);
            }
        } else if (record.uplink() instanceof UnusableUplink unusable) {
            String principal = unusable.rejected().principal();
            reject(principal == null ? "" : principal, unusable.rejected(), record, context);
        }
    }

    private static void write(
            PositionedUplink record, DeviceUplink uplink, Entered entered, LineBuffer lines, Collector<Points> out) {
        if (entered.isThere(uplink)) {
            return;
        }
        MessageLines.write(uplink, entered.before(), lines);
        if (!lines.isEmpty()) {
            out.collect(taken(
                    new Points.Origin(
                            uplink.address().topic(uplink.channel()),
                            uplink.address().device(),
                            uplink.arrival(),
                            entry(record, entered.decision())),
                    lines));
        }
    }

    private static Points.Entry entry(PositionedUplink record, Decision decision) {
        return new Points.Entry(
                record.position().partition(),
                record.position().offset(),
                record.timestamp(),
                decision == Decision.STORED);
    }

    private static Points taken(Points.Origin origin, LineBuffer lines) {
        int count = lines.points();
        return new Points(lines.take(), count, origin);
    }

    /** The letter says where the message stands: it can't always have all of the payload, and stands there twice after a failure. */
    private static void reject(String device, RejectedMessage message, PositionedUplink record, Context context) {
        RejectedMessage.Original original = new RejectedMessage.Original(
                record.position().partition(), record.position().offset());
        RejectedMessage letter = DeadLetter.bounded(
                new RejectedMessage(message.received(), message.rejections(), message.payload(), original));
        context.output(REJECTED, LogRecord.of(LogTopics.REJECTED, device, LogJson.encode(letter)));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (hours != null) {
            hours.save();
        }
        if (books != null) {
            books.save(context.getCheckpointId());
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        if (books != null && work != null) {
            work.published.publish(books.completed(checkpoint, Clock.systemUTC().millis()));
        }
    }

    @Override
    public void close() {
        if (work != null) {
            work.published.close();
        }
    }

    /** What the task works with. */
    private record Work(
            LineBuffer lines, PublishedBooks published, Counter messages, Counter rejected, Counter duplicate) {}
}

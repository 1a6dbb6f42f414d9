package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.historian.HistorianMeter;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up the spans that have changed, in rounds, on a thread of its own: InfluxDB that is slow or away holds up nothing here.
 * Runs once in the job.
 */
public final class RollUpFunction extends ProcessFunction<RollUpSpan, Void>
        implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(RollUpFunction.class);

    private final InfluxOptions influx;
    private final RollUpOptions options;
    private transient @Nullable PendingSpans pending;
    private transient @Nullable ListState<RollUpSpan> state;
    private transient @Nullable RollUps rollUps;
    private transient @Nullable ScheduledExecutorService thread;

    public RollUpFunction(InfluxOptions influx, RollUpOptions options) {
        this.influx = influx;
        this.options = options;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        PendingSpans restored = new PendingSpans();
        // What the first release left: minutes that stand for their hours too
        ListState<TouchedMinute> minutes = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("roll-ups", TouchedMinuteSerializer.TYPE));
        for (TouchedMinute minute : minutes.get()) {
            for (RollUpWidth width : RollUpWidth.values()) {
                restored.touch(RollUpSpan.of(minute.kind(), width, minute.start()));
            }
        }
        minutes.clear();
        state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("spans", RollUpSpanSerializer.TYPE));
        for (RollUpSpan span : state.get()) {
            restored.touch(span);
        }
        pending = restored;
    }

    @Override
    public void open(OpenContext context) {
        PendingSpans spans = pending();
        RollUps work = new RollUps(influx, options);
        Counter summedUp = getRuntimeContext()
                .getMetricGroup()
                .counter(HistorianMeter.SPANS_ROLLED_UP.meterName(), new ThreadSafeSimpleCounter());
        rollUps = work;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "roll-ups");
            created.setDaemon(true);
            return created;
        });
        var unused = thread.scheduleWithFixedDelay(
                () -> round(spans, work, summedUp), 0, options.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void round(PendingSpans pending, RollUps work, Counter summedUp) {
        long now = Clock.systemUTC().millis();
        List<RollUpSpan> taken = pending.take(now);
        List<RollUpSpan> left = taken;
        try {
            if (work.run(taken, now)) {
                summedUp.inc(taken.size());
            }
            // A server that can't sum up is not asked again for the same.
            left = List.of();
        } catch (StoreException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("readings can't be rolled up now; they are in the next round");
        } finally {
            pending.done(left);
        }
    }

    @Override
    public void processElement(RollUpSpan span, Context context, Collector<Void> out) {
        pending().touch(span);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (state != null) {
            state.update(new ArrayList<>(pending().save(context.getCheckpointId())));
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        pending().completed(checkpoint);
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        if (rollUps != null) {
            rollUps.close();
        }
    }

    private PendingSpans pending() {
        if (pending == null) {
            throw new IllegalStateException("a record before open");
        }
        return pending;
    }
}

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
    /** What has ended the rounds. */
    private transient volatile @Nullable Error failure;

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
        Counter summedUp = counter(HistorianMeter.SPANS_ROLLED_UP);
        Counter givenUp = counter(HistorianMeter.SPANS_GIVEN_UP);
        rollUps = work;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "roll-ups");
            created.setDaemon(true);
            return created;
        });
        var unused = thread.scheduleWithFixedDelay(
                () -> round(spans, work, summedUp, givenUp), 0, options.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Counter counter(HistorianMeter meter) {
        return getRuntimeContext().getMetricGroup().counter(meter.meterName(), new ThreadSafeSimpleCounter());
    }

    private void round(PendingSpans pending, RollUps work, Counter summedUp, Counter givenUp) {
        long now = Clock.systemUTC().millis();
        List<RollUpSpan> taken = pending.take(now);
        List<RollUpSpan> left = taken;
        try {
            // With a server that can't sum up nothing is left: it is not asked again for the same.
            RollUpRound done = work.run(taken, now);
            left = done.left();
            summedUp.inc(done.summedUp());
            givenUp.inc(done.givenUp());
            if (done.givenUp() > 0 || done.why() != null) {
                tell(done);
            }
        } catch (StoreException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("readings can't be rolled up now; they are in the next round");
        } catch (Error e) {
            // It ends this thread: the job has to hear of it.
            failure = e;
            throw e;
        } finally {
            pending.done(left);
        }
    }

    private static void tell(RollUpRound done) {
        LOG.atWarn()
                .addKeyValue("reason", done.why() == null ? "" : done.why().words())
                .addKeyValue("spansLeft", done.left().size())
                .addKeyValue("spansGivenUp", done.givenUp())
                .log("some readings can't be rolled up now; what is left is in the next round");
    }

    @Override
    public void processElement(RollUpSpan span, Context context, Collector<Void> out) {
        // Of a backlog of years each minute would be kept in every checkpoint, for nothing
        if (options.keeps(span, Clock.systemUTC().millis())) {
            pending().touch(span);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Error ended = failure;
        if (ended != null) {
            throw new IllegalStateException("roll-ups have ended", ended);
        }
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

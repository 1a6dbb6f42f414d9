package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.programme.Programme;
import java.time.Duration;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up all changes and says now and then what has become of the counts. There is one of it.
 *
 * <p>It is an operator and not a function because it says something before the first change: with the first time that the log
 * tells, every place of the programme has a count, if only of nothing. After a restart it says everything once more, since
 * what it said last may have got lost.
 */
final class CityCount extends AbstractStreamOperator<LogRecord>
        implements OneInputStreamOperator<CountChange, LogRecord> {
    private static final long serialVersionUID = 1;

    /** Births come in bunches: a first change waits this long for the rest of its bunch, in milliseconds. */
    private static final long BUNCH_MILLIS = 50;

    private final Programme programme;
    private final long intervalMillis;

    private transient @Nullable Counts counts;
    private transient @Nullable ListState<CountChange> saved;
    private transient @Nullable ListState<DayCount> savedDays;
    private transient boolean begun;
    private transient boolean timerSet;
    private transient long lastSaidMillis;

    CityCount(Programme programme, Duration interval) {
        this.programme = programme;
        this.intervalMillis = interval.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        Counts restored = new Counts(programme);
        saved = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("counts", CountChangeSerializer.TYPE));
        for (CountChange count : saved.get()) {
            restored.restore(count);
        }
        savedDays = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("days", DayCountSerializer.TYPE));
        for (DayCount day : savedDays.get()) {
            restored.days().add(day);
        }
        counts = restored;
    }

    @Override
    public void open() throws Exception {
        super.open();
        saySoon();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (saved != null && savedDays != null) {
            saved.update(counts().all());
            savedDays.update(counts().days().all());
        }
    }

    @Override
    public void processElement(StreamRecord<CountChange> element) {
        counts().add(element.getValue());
        saySoon();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp()) {
            if (!begun) {
                begun = true;
                counts().begin(mark.getTimestamp());
            }
            counts().pass(mark.getTimestamp());
            saySoon();
        }
        super.processWatermark(mark);
    }

    @Override
    public void finish() throws Exception {
        say();
        super.finish();
    }

    private void saySoon() {
        if (timerSet || !counts().isChanged()) {
            return;
        }
        timerSet = true;
        long now = getProcessingTimeService().getCurrentProcessingTime();
        long when = Math.max(now + BUNCH_MILLIS, lastSaidMillis + intervalMillis);
        var unused = getProcessingTimeService().registerTimer(when, time -> {
            timerSet = false;
            lastSaidMillis = time;
            say();
        });
    }

    private void say() {
        for (LogRecord record : counts().takeChanged()) {
            output.collect(new StreamRecord<>(record));
        }
    }

    private Counts counts() {
        if (counts == null) {
            throw new IllegalStateException("an element before the state");
        }
        return counts;
    }
}

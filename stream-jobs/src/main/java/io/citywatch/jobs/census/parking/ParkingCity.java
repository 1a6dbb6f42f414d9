package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what all bays say and tells now and then what has become of the areas. There is one of it.
 *
 * <p>What it tells follows from the log; when it tells it, and so how many changes a record holds, does not. After a restart it
 * goes on with the sums of the checkpoint.
 */
final class ParkingCity extends AbstractStreamOperator<LogRecord>
        implements OneInputStreamOperator<AreaNews, LogRecord> {
    private static final long serialVersionUID = 1;

    /** Bays move with the minute; what they say then is told together, in milliseconds. */
    private static final long INTERVAL_MILLIS = 2_000;

    private final Programme programme;

    private transient @Nullable ParkingBook book;
    private transient @Nullable ListState<AreaNews> saved;
    private transient boolean timerSet;

    ParkingCity(Programme programme) {
        this.programme = programme;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ParkingBook restored = new ParkingBook(programme);
        saved = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("areas", AreaNewsSerializer.TYPE));
        for (AreaNews area : saved.get()) {
            restored.add(area);
        }
        book = restored;
    }

    @Override
    public void open() throws Exception {
        super.open();
        saySoon();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (saved != null) {
            saved.update(book().all());
        }
    }

    @Override
    public void processElement(StreamRecord<AreaNews> element) {
        book().add(element.getValue());
        saySoon();
    }

    @Override
    public void finish() throws Exception {
        say();
        super.finish();
    }

    private void saySoon() {
        if (timerSet || !book().isChanged()) {
            return;
        }
        timerSet = true;
        long when = getProcessingTimeService().getCurrentProcessingTime() + INTERVAL_MILLIS;
        var unused = getProcessingTimeService().registerTimer(when, time -> {
            timerSet = false;
            say();
        });
    }

    private void say() {
        for (ParkingCount count : book().takeChanged()) {
            output.collect(new StreamRecord<>(
                    LogRecord.of(LogTopics.CENSUS, count.area().scope(), LogJson.encode(count))));
        }
    }

    private ParkingBook book() {
        if (book == null) {
            throw new IllegalStateException("an element before the state");
        }
        return book;
    }
}

package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.group.StoredByName;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges what groups of devices measure together, for each rule and group.
 *
 * <p>What is decided is up to {@link AggregateWatch}; this class keeps its state and its timers: the readings of open buckets by
 * device, written with each reading, and the series with its forest, some 230 kilobytes, written when a bucket is closed. A
 * forest changes at no other time, so every checkpoint has exactly what was judged. Unpacked forests are kept beside the state
 * while they are in use, since unpacking one takes as long as judging some twenty buckets.
 */
public final class AggregateFunction extends KeyedProcessFunction<String, AggregateReading, LogRecord> {
    private static final long serialVersionUID = 1;

    /** So many forests are kept unpacked, of about a megabyte each. */
    private static final int MOST_UNPACKED = 64;

    private transient @Nullable ValueState<PackedSeries> state;
    private transient @Nullable StoredByName<MemberReadings> members;
    private transient Map<String, GroupSeries> unpacked = new LinkedHashMap<>();

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("series", PackedSeriesSerializer.TYPE));
        members = StoredByName.of(getRuntimeContext(), "members", MemberReadingsSerializer.TYPE);
        unpacked = new LinkedHashMap<>();
    }

    @Override
    public void processElement(AggregateReading reading, Context context, Collector<LogRecord> out) throws Exception {
        TimerService timers = context.timerService();
        GroupSeries known = load(context.getCurrentKey());
        AggregateTerms terms = known == null ? null : known.terms;
        GroupSeries series = watch(out).take(known, reading);
        if (series != known || !reading.terms().equals(terms)) {
            timers.registerEventTimeTimer(series.look);
            save(context.getCurrentKey(), series);
        }
        timers.registerEventTimeTimer(AggregateWatch.due(reading));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) throws Exception {
        GroupSeries series = load(context.getCurrentKey());
        if (series == null) {
            return;
        }
        long look = series.look;
        AggregateWatch watch = watch(out);
        boolean changed = watch.pass(series, time);
        if (watch.isOver(series, time)) {
            unpacked.remove(context.getCurrentKey());
            state().clear();
        } else if (changed || series.look != look) {
            context.timerService().registerEventTimeTimer(series.look);
            save(context.getCurrentKey(), series);
        }
    }

    private @Nullable GroupSeries load(String key) throws IOException {
        // Taken out and put back, the one that was used longest ago comes first
        GroupSeries series = unpacked.remove(key);
        if (series == null) {
            PackedSeries packed = state().value();
            series = packed == null ? null : GroupSeries.unpack(packed);
        }
        if (series != null) {
            keep(key, series);
        }
        return series;
    }

    private void save(String key, GroupSeries series) throws IOException {
        state().update(series.pack());
        keep(key, series);
    }

    private void keep(String key, GroupSeries series) {
        unpacked.put(key, series);
        if (unpacked.size() > MOST_UNPACKED) {
            unpacked.remove(unpacked.keySet().iterator().next());
        }
    }

    private ValueState<PackedSeries> state() {
        if (state == null) {
            throw new IllegalStateException("not open");
        }
        return state;
    }

    private AggregateWatch watch(Collector<LogRecord> out) {
        if (members == null) {
            throw new IllegalStateException("not open");
        }
        return new AggregateWatch(members, new AggregateWords(action -> out.collect(record(action))));
    }

    private static LogRecord record(AlarmAction action) {
        return LogRecord.of(LogTopics.ALARM_ACTIONS, action.device(), LogJson.encode(action));
    }
}

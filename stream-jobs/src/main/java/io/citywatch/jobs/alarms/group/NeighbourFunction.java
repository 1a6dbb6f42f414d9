package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Notices, for each group and rule, whose value stays the same while the others change.
 *
 * <p>What is decided is up to {@link Neighbourhood}; this class keeps its state, and forgets once a day what is too old.
 */
public final class NeighbourFunction extends KeyedProcessFunction<String, NeighbourNews, LogRecord> {
    private static final long serialVersionUID = 1;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private transient @Nullable NamedStore<Neighbour> members;

    @Override
    public void open(OpenContext context) {
        members = StoredByName.of(getRuntimeContext(), "members", NeighbourSerializer.TYPE);
    }

    @Override
    public void processElement(NeighbourNews news, Context context, Collector<LogRecord> out) {
        for (AlarmAction word : neighbourhood().hear(news)) {
            out.collect(LogRecord.of(LogTopics.ALARM_ACTIONS, word.device(), LogJson.encode(word)));
        }
        // One timer a day and group, however often its members change
        long tooOld = Math.max(news.since(), news.t()) + Neighbourhood.REMEMBERED.toMillis();
        context.timerService().registerEventTimeTimer((Math.floorDiv(tooOld, DAY_MILLIS) + 1) * DAY_MILLIS);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) {
        neighbourhood().forget(time);
    }

    private Neighbourhood neighbourhood() {
        if (members == null) {
            throw new IllegalStateException("not open");
        }
        return new Neighbourhood(members);
    }
}

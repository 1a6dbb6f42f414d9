package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the one alarm that stands for all of a rule in a district; keyed by its id.
 *
 * <p>What is decided is up to {@link Collectives}; this class keeps its state and its timers.
 */
public final class CollectiveFunction extends KeyedProcessFunction<String, CollectiveNews, LogRecord> {
    private static final long serialVersionUID = 1;

    private transient @Nullable CollectiveMemory memory;

    @Override
    public void open(OpenContext context) {
        memory = new CollectiveMemory(
                StoredByName.of(getRuntimeContext(), "news", CollectiveNewsSerializer.TYPE),
                StoredByName.of(getRuntimeContext(), "members", Types.LONG),
                StoredByName.of(getRuntimeContext(), "standing", CollectiveSerializer.TYPE));
    }

    @Override
    public void processElement(CollectiveNews news, Context context, Collector<LogRecord> out) {
        // Before the first tick nothing is known of the time
        long reached = Math.max(context.timerService().currentWatermark(), 0);
        context.timerService().registerEventTimeTimer(collectives(out).hear(news, reached));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) {
        collectives(out).judge(context.getCurrentKey(), time);
    }

    private Collectives collectives(Collector<LogRecord> out) {
        if (memory == null) {
            throw new IllegalStateException("not open");
        }
        return new Collectives(
                memory,
                new CollectiveWords(action ->
                        out.collect(LogRecord.of(LogTopics.ALARM_ACTIONS, action.device(), LogJson.encode(action)))));
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Folds the alarms of a flood into one, for a whole city: only there can be seen how far a cause reaches.
 *
 * <p>What is decided is up to {@link Floods}; this class keeps its state and its timers, and lets what they say go a little at a time. Only conditions that may be folded come
 * here, which are few but for the minutes of a flood.
 */
public final class FloodFunction extends KeyedProcessFunction<String, FoldNews, LogRecord> {
    private static final long serialVersionUID = 1;

    /** A slice of words that took longer was not held up by its work. */
    private static final long LONGEST_REST_MILLIS = 50;

    private transient @Nullable FloodMemory memory;
    private transient @Nullable WaitingWords waiting;

    /** The city of that news. */
    public static String city(FoldNews news) {
        return FloodScope.cityOf(news.condition().address().district());
    }

    @Override
    public void open(OpenContext context) {
        memory = new FloodMemory(
                store("news", FoldNewsSerializer.TYPE),
                store("candidates", FloodCandidateSerializer.TYPE),
                store("members", FloodMemberSerializer.TYPE),
                store("floods", FloodSerializer.TYPE));
        waiting = new WaitingWords(store("words", WordSerializer.TYPE), store("places of words", Types.LONG));
    }

    @Override
    public void processElement(FoldNews news, Context context, Collector<LogRecord> out) {
        long reached = context.timerService().currentWatermark();
        // Before the first tick nothing is known of the time
        long due = floods(out).hear(news, Math.max(reached, 0));
        context.timerService().registerEventTimeTimer(due);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) {
        TimerService timers = context.timerService();
        WaitingWords words = waiting();
        long began = timers.currentProcessingTime();
        boolean areWaited = !words.isEmpty();
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            words.take(WaitingWords.AT_ONCE, action -> out.collect(record(action)));
            areWaited = false;
        } else {
            Long again = floods(out).judge(time);
            if (again != null) {
                timers.registerEventTimeTimer(again);
            }
        }
        if (timers.currentWatermark() == Long.MAX_VALUE) {
            words.take(Integer.MAX_VALUE, action -> out.collect(record(action)));
        } else if (!areWaited && !words.isEmpty()) {
            // What has come meanwhile has as long as this took
            long now = timers.currentProcessingTime();
            long rest = Math.max(1, Math.min(now - began, LONGEST_REST_MILLIS));
            timers.registerProcessingTimeTimer(now + rest);
        }
    }

    private Floods floods(Collector<LogRecord> out) {
        if (memory == null) {
            throw new IllegalStateException("not open");
        }
        return new Floods(memory, new FloodWords(waiting().orWait(action -> out.collect(record(action)))));
    }

    private WaitingWords waiting() {
        if (waiting == null) {
            throw new IllegalStateException("not open");
        }
        return waiting;
    }

    private static LogRecord record(AlarmAction action) {
        return LogRecord.of(LogTopics.ALARM_ACTIONS, action.device(), LogJson.encode(action));
    }

    private <V> NamedStore<V> store(String name, TypeInformation<V> type) {
        return StoredByName.of(getRuntimeContext(), name, type);
    }
}

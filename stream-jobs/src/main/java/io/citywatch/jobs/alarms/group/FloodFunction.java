package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.log.LogRecord;
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

    /** The watermark at the end of the log, which only a log that is finite has, and one that is drained. */
    private static final long END = Long.MAX_VALUE;

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
        long due = floods().hear(news, Math.max(reached, 0));
        context.timerService().registerEventTimeTimer(due);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) {
        TimerService timers = context.timerService();
        long began = timers.currentProcessingTime();
        boolean isByTheLog = context.timeDomain() == TimeDomain.EVENT_TIME;
        boolean hasTurn = !isByTheLog || waiting().isEmpty();
        if (isByTheLog && time < END) {
            judge(time, timers);
        }
        if (timers.currentWatermark() == END) {
            speak(Integer.MAX_VALUE, out);
        } else if (hasTurn) {
            speak(WaitingWords.AT_ONCE, out);
            waitForTurn(began, timers);
        }
    }

    /** What waits has its turn when as much time has passed as this one took; at the end of the log nothing waits any longer. */
    private void waitForTurn(long began, TimerService timers) {
        if (waiting().isEmpty()) {
            timers.deleteEventTimeTimer(END);
        } else {
            long now = timers.currentProcessingTime();
            long rest = Math.max(1, Math.min(now - began, LONGEST_REST_MILLIS));
            timers.registerProcessingTimeTimer(now + rest);
            timers.registerEventTimeTimer(END);
        }
    }

    private void judge(long time, TimerService timers) {
        Long again = floods().judge(time);
        waiting().endSlice();
        if (again != null) {
            timers.registerEventTimeTimer(again);
        }
    }

    private void speak(int enough, Collector<LogRecord> out) {
        waiting()
                .take(
                        enough,
                        action -> out.collect(
                                LogRecord.of(LogTopics.ALARM_ACTIONS, action.device(), LogJson.encode(action))));
    }

    private Floods floods() {
        if (memory == null) {
            throw new IllegalStateException("not open");
        }
        return new Floods(memory, new FloodWords(waiting()::add));
    }

    private WaitingWords waiting() {
        if (waiting == null) {
            throw new IllegalStateException("not open");
        }
        return waiting;
    }

    private <V> NamedStore<V> store(String name, TypeInformation<V> type) {
        return StoredByName.of(getRuntimeContext(), name, type);
    }
}

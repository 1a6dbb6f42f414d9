package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Notices that neighbours agree, for each group and rule, and tells their alarms to become worse.
 *
 * <p>For what began within the time it waits for nothing: whoever completes the agreement sets it off at once, and the action bears
 * the time at which he was found. Agreement with what began longer ago and still stands is set off when the log has come to that
 * time, some seconds later. A condition is told again by each further one that agrees; its alarm takes the first and finds the rest moot.
 */
public final class AgreementFunction extends KeyedProcessFunction<String, AgreementNews, LogRecord> {
    private static final long serialVersionUID = 1;

    private transient @Nullable ValueState<Agreeing> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("begun", AgreeingSerializer.TYPE));
    }

    @Override
    public void processElement(AgreementNews news, Context context, Collector<LogRecord> out) throws Exception {
        ValueState<Agreeing> at = state();
        Agreeing saved = at.value();
        Agreeing known = saved == null ? Agreeing.none(news.terms()) : saved;
        TimerService timers = context.timerService();
        if (!news.begun()) {
            keep(known, known.without(news.condition(), news.t()), timers);
            return;
        }
        Agreeing.Begun one = new Agreeing.Begun(news.condition(), news.t(), news.simulated(), null);
        Agreeing next = known.with(one, news.terms());
        if (next == known) {
            return;
        }
        keep(known, next, timers);
        if (one.t() > timers.currentWatermark()) {
            timers.registerEventTimeTimer(one.t());
        }
        say(AgreementWords.of(news.group(), next, one, timers.currentWatermark()), out);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) throws Exception {
        Agreeing known = state().value();
        if (known != null) {
            say(AgreementWords.at(time, AgreementNews.Group.ofKey(context.getCurrentKey()), known), out);
            keep(known, known.at(time), context.timerService());
        }
    }

    private void keep(Agreeing before, Agreeing after, TimerService timers) throws Exception {
        if (after == before) {
            return;
        }
        Long expiry = after.nextExpiry();
        if (expiry == null) {
            state().clear();
        } else {
            state().update(after);
            timers.registerEventTimeTimer(expiry);
        }
    }

    private static void say(List<AlarmAction> words, Collector<LogRecord> out) {
        for (AlarmAction word : words) {
            out.collect(LogRecord.of(LogTopics.ALARM_ACTIONS, word.device(), LogJson.encode(word)));
        }
    }

    private ValueState<Agreeing> state() {
        if (state == null) {
            throw new IllegalStateException("not open");
        }
        return state;
    }
}

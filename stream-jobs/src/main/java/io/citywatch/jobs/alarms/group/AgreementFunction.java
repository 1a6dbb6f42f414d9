package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Notices that neighbours agree, for each group and rule, and tells their alarms to become worse.
 *
 * <p>It waits for nothing: whoever completes the agreement sets it off at once, and the action bears the time at which he was
 * found. A condition is told again by each further one that agrees; its alarm takes the first and finds the rest moot.
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
        Agreeing known = at.value() == null ? new Agreeing(news.terms().withinMillis(), List.of()) : at.value();
        Agreeing.Begun one = new Agreeing.Begun(news.condition(), news.t(), news.simulated());
        Agreeing next = known.with(one, news.terms());
        if (next == known) {
            return;
        }
        at.update(next);
        context.timerService().registerEventTimeTimer(next.expiry(one));
        for (AlarmAction word : AgreementWords.of(news, next, one)) {
            out.collect(LogRecord.of(LogTopics.ALARM_ACTIONS, word.device(), LogJson.encode(word)));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) throws Exception {
        ValueState<Agreeing> at = state();
        Agreeing known = at.value();
        Agreeing rest = known == null ? null : known.at(time);
        if (rest == null || rest.begun().isEmpty()) {
            at.clear();
        } else {
            at.update(rest);
        }
    }

    private ValueState<Agreeing> state() {
        if (state == null) {
            throw new IllegalStateException("not open");
        }
        return state;
    }
}

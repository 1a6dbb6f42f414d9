package io.citywatch.jobs.alarms.figures;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.AlarmFigures;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the figures of a city and of each of its districts: when they change, and once a minute.
 *
 * <p>It looks every ten seconds of the log's time, which the ticks tell, so in quiet minutes too. Members of a flood do not stand,
 * and so are not counted: the alarm that stands for them is. What the platform says of itself is of no city: it has a scope
 * of its own, and is no part of the city's figures. Every other district is part of them, one that the programme does not know
 * too, as in the census.
 */
public final class FiguresFunction extends KeyedProcessFunction<String, AlarmStep, LogRecord> {
    private static final long serialVersionUID = 1;
    private static final long LOOK_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long REPEAT_MILLIS = Duration.ofMinutes(1).toMillis();

    private final String city;

    private transient @Nullable MapState<String, CountedAlarm> alarms;
    private transient @Nullable MapState<String, ScopeMark> marks;
    private transient Map<String, AlarmFigures> published = new TreeMap<>();

    /** The figures of the city of that code. */
    public FiguresFunction(String city) {
        this.city = city;
    }

    /** With what a step is counted: the city, or the platform. */
    public static String key(AlarmStep step, String city) {
        return step.district().equals(DeviceAddress.PLATFORM_DISTRICT) ? DeviceAddress.PLATFORM_DISTRICT : city;
    }

    @Override
    public void open(OpenContext context) {
        alarms = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("alarms", Types.STRING, CountedAlarmSerializer.TYPE));
        marks = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("marks", Types.STRING, ScopeMarkSerializer.TYPE));
        published = new TreeMap<>();
    }

    @Override
    public void processElement(AlarmStep step, Context context, Collector<LogRecord> out) throws Exception {
        CountedAlarm known = open(alarms).get(step.alarm());
        CountedAlarm counted = known == null ? CountedAlarm.first(step) : known.after(step);
        if (!counted.isForgotten(counted.step().now().t())) {
            open(alarms).put(step.alarm(), counted);
        } else if (known != null) {
            open(alarms).remove(step.alarm());
        }
        if (open(marks).isEmpty()) {
            if (!isOfPlatform(context.getCurrentKey())) {
                open(marks).put(AlarmFigures.CITY, ScopeMark.NONE);
            }
            long from = Math.max(step.now().t(), context.timerService().currentWatermark() + 1);
            context.timerService().registerEventTimeTimer(nextLook(from));
        }
        if (!open(marks).contains(step.district())) {
            open(marks).put(step.district(), ScopeMark.NONE);
        }
    }

    @Override
    public void onTimer(long t, OnTimerContext context, Collector<LogRecord> out) throws Exception {
        if (isOfPlatform(context.getCurrentKey())) {
            // What earlier releases kept there
            open(marks).remove(AlarmFigures.CITY);
        } else if (!context.getCurrentKey().equals(city)) {
            // Earlier releases took districts of another prefix for another city, with figures of the same scope
            open(alarms).clear();
            open(marks).clear();
            return;
        }
        Map<String, Figures> figures = new TreeMap<>();
        for (String scope : open(marks).keys()) {
            figures.put(scope, new Figures(scope, t));
        }
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, CountedAlarm> entry : open(alarms).entries()) {
            CountedAlarm alarm = entry.getValue();
            if (alarm.isForgotten(t)) {
                forgotten.add(entry.getKey());
                continue;
            }
            for (String scope : List.of(AlarmFigures.CITY, alarm.step().district())) {
                Figures counted = figures.get(scope);
                if (counted != null) {
                    counted.add(alarm);
                }
            }
        }
        for (String alarm : forgotten) {
            open(alarms).remove(alarm);
        }
        for (Map.Entry<String, Figures> entry : figures.entrySet()) {
            ScopeMark before = open(marks).get(entry.getKey());
            ScopeMark mark = (before == null ? ScopeMark.NONE : before)
                    .at(t, entry.getValue().rate());
            open(marks).put(entry.getKey(), mark);
            publish(entry.getValue().with(mark), out);
        }
        context.timerService().registerEventTimeTimer(nextLook(t + 1));
    }

    private static boolean isOfPlatform(String key) {
        return key.equals(DeviceAddress.PLATFORM_DISTRICT);
    }

    private void publish(AlarmFigures figures, Collector<LogRecord> out) {
        AlarmFigures last = published.get(figures.scope());
        if (last != null && figures.t() - last.t() < REPEAT_MILLIS && isSame(last, figures)) {
            return;
        }
        published.put(figures.scope(), figures);
        out.collect(LogRecord.of(LogTopics.ALARM_FIGURES, figures.scope(), LogJson.encode(figures)));
    }

    private static boolean isSame(AlarmFigures one, AlarmFigures other) {
        return one.load().equals(other.load())
                && one.open().equals(other.open())
                && one.chattering().equals(other.chattering())
                && one.stale().equals(other.stale())
                && one.top().equals(other.top());
    }

    private static long nextLook(long t) {
        return Math.floorDiv(t + LOOK_MILLIS - 1, LOOK_MILLIS) * LOOK_MILLIS;
    }

    private static <V> MapState<String, V> open(@Nullable MapState<String, V> state) {
        if (state == null) {
            throw new IllegalStateException("not open");
        }
        return state;
    }
}

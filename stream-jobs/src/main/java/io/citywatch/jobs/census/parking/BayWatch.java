package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Watches each bay and says by how much the figures of its area change. Keyed by detector.
 *
 * <p>Figures move with the log's time, once a minute. A message only adds its sample; it changes the figures at once when they
 * are already past its time, or when it is a birth.
 */
final class BayWatch extends KeyedProcessFunction<String, DeviceUplink, AreaNews> {
    private static final long serialVersionUID = 1;
    private static final long MINUTE_MILLIS = 60_000;

    private transient @Nullable ValueState<Bay> bay;
    private transient @Nullable Counter late;

    @Override
    public void open(OpenContext context) {
        bay = getRuntimeContext().getState(new ValueStateDescriptor<>("bay", BaySerializer.TYPE));
        late = ParkingMeter.LATE.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(DeviceUplink message, Context context, Collector<AreaNews> out) throws IOException {
        Bay before = state().value();
        Bay after = before == null ? Bay.at(BayPlace.unborn(message.address(), message.arrival())) : before;
        for (DeviceMessage content : message.messages()) {
            after = with(after, content, message);
        }
        if (before == null && after.samples().size() == 0 && after.place().t() == Long.MIN_VALUE) {
            return;
        }
        if (!after.equals(before)) {
            update(before, after, out);
            long now = Math.max(context.timerService().currentWatermark(), after.until());
            context.timerService()
                    .registerEventTimeTimer(minute(now == Long.MIN_VALUE ? message.arrival() : now) + MINUTE_MILLIS);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AreaNews> out) throws IOException {
        Bay before = state().value();
        if (before == null) {
            return;
        }
        long now = minute(context.timerService().currentWatermark());
        Bay after = before.addedUpUntil(now);
        update(before, after, out);
        if (after.isWatched()) {
            context.timerService().registerEventTimeTimer(Math.max(now, after.until()) + MINUTE_MILLIS);
        }
    }

    private Bay with(Bay known, DeviceMessage content, DeviceUplink message) {
        if (content instanceof Birth birth) {
            BayPlace place = BayPlace.of(message.address(), birth, message.arrival());
            return place.isNewerThan(known.place()) ? known.with(place) : known;
        }
        if (!(content instanceof Reading reading) || !reading.has(Metric.OCCUPIED)) {
            return known;
        }
        if (known.isTooLate(reading.t())) {
            if (late != null) {
                late.inc();
            }
            return known;
        }
        Bay more = known.with(reading.t(), reading.isTrue(Metric.OCCUPIED));
        // So much within a minute: the figures have to move on before the log's time does.
        return more.isFull() ? more.addedUpUntil(more.oldest()) : more;
    }

    private void update(@Nullable Bay before, Bay after, Collector<AreaNews> out) throws IOException {
        boolean moves = before == null
                || before.until() != after.until()
                || !before.place().equals(after.place())
                || before.samples().countUntil(before.until())
                        != after.samples().countUntil(after.until());
        if (moves) {
            tell(before, after, out);
        }
        state().update(moves || after.isFull() ? after.seal() : after);
    }

    private static void tell(@Nullable Bay before, Bay after, Collector<AreaNews> out) {
        AreaNews news = after.news();
        AreaNews known = before == null ? null : before.news();
        if (known == null) {
            collect(news, out);
        } else if (known.area().equals(news.area())) {
            collect(AreaNews.difference(news, known), out);
        } else {
            collect(known.negated(after.until()), out);
            collect(news, out);
        }
    }

    private static void collect(AreaNews news, Collector<AreaNews> out) {
        if (!news.isNothing()) {
            out.collect(news);
        }
    }

    private static long minute(long t) {
        return Math.floorDiv(t, MINUTE_MILLIS) * MINUTE_MILLIS;
    }

    private ValueState<Bay> state() {
        if (bay == null) {
            throw new IllegalStateException("an element before open");
        }
        return bay;
    }
}

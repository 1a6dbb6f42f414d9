package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.DetectorSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mean flow at night, when hardly anybody draws water, that is more than its share of the mean of the day: what flows then
 * flows into the ground. Judged with the first message after the night, against the 24 hours that end with it; a day of
 * which too little was heard is not judged, and changes nothing.
 *
 * @param spec its parameters
 */
public record NightFlowDetector(DetectorSpec.NightFlow spec) implements MessageDetector<NightFlowState> {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MIN_REPORTS = 12;
    private static final int MIN_NIGHT_REPORTS = 2;

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof NightFlowDetector night
                && night.spec.metric() == spec.metric()
                && night.spec.fromHour() == spec.fromHour()
                && night.spec.toHour() == spec.toHour()
                && night.spec.utcOffsetHours() == spec.utcOffsetHours();
    }

    @Override
    public Class<NightFlowState> stateType() {
        return NightFlowState.class;
    }

    @Override
    public NightFlowState fresh() {
        return new NightFlowState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(spec.metric());
    }

    @Override
    public boolean advance(NightFlowState state, Observation observation) {
        return advanceOnce(state, observation);
    }

    @Override
    public @Nullable Finding observe(NightFlowState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        // Since the end of a night in local time
        long since = observation.effective() + (spec.utcOffsetHours() - spec.toHour()) * HOUR_MILLIS;
        long day = Math.floorDiv(since, DAY_MILLIS);
        Finding finding = null;
        if (day != state.day) {
            finding = day == state.day + 1 ? judge(state) : null;
            state.day = day;
            state.sum = 0;
            state.count = 0;
            state.nightSum = 0;
            state.nightCount = 0;
        }
        double flow = Math.abs(reading.value(spec.metric()));
        state.sum += flow;
        state.count++;
        if (Math.floorMod(since, DAY_MILLIS) >= DAY_MILLIS - nightMillis()) {
            state.nightSum += flow;
            state.nightCount++;
        }
        return finding;
    }

    private @Nullable Finding judge(NightFlowState state) {
        if (state.count < MIN_REPORTS || state.nightCount < MIN_NIGHT_REPORTS) {
            return null;
        }
        double night = state.nightSum / state.nightCount;
        double limit = state.sum / state.count * spec.shareOfDailyMean();
        boolean high = night > limit;
        if (high == state.active) {
            return null;
        }
        state.active = high;
        long end = (state.day + 1) * DAY_MILLIS - (spec.utcOffsetHours() - spec.toHour()) * HOUR_MILLIS;
        return high
                ? new Finding.Present(
                        spec.severity(),
                        end - nightMillis(),
                        new Evidence(spec.metric().field(), night, limit))
                : new Finding.Over(night);
    }

    private long nightMillis() {
        return (spec.toHour() - spec.fromHour()) * HOUR_MILLIS;
    }
}

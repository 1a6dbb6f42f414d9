package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mean flow at night, when hardly anybody draws water, that is more than its share of the mean of the day, or unlike that of the
 * nights before: what flows then flows into the ground. Judged with the first message after the night, against the 24 hours that
 * end with it; a day of which too little was heard is not judged, and changes nothing.
 *
 * <p>The usual flow is the mean of about the last week's nights that were found good. It does not follow one that was not: a
 * leak stays an alarm until it is mended, or the point is installed anew.
 *
 * @param spec its parameters
 */
public record NightFlowDetector(SeriesSpec.NightFlow spec) implements MessageDetector<NightFlowState> {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int MIN_REPORTS = 12;
    private static final int MIN_NIGHT_REPORTS = 2;
    /** So many good nights it takes to say what is usual. */
    private static final int MIN_NIGHTS = 3;

    private static final int MEMORY_NIGHTS = 7;
    /** A change of less than that share of the day's mean is none: nearly nothing is easily doubled. */
    private static final double LEAST_CHANGE = 0.05;

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof NightFlowDetector night
                && night.spec.metric() == spec.metric()
                && night.spec.hours().equals(spec.hours());
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
        long since = observation.effective()
                + (spec.hours().utcOffsetHours() - spec.hours().toHour()) * HOUR_MILLIS;
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
        double mean = state.sum / state.count;
        Double limit = broken(state, night, mean);
        boolean bad = limit != null;
        if (!bad) {
            state.learn(night, MEMORY_NIGHTS);
        }
        if (bad == state.active) {
            return null;
        }
        state.active = bad;
        long end = (state.day + 1) * DAY_MILLIS
                - (spec.hours().utcOffsetHours() - spec.hours().toHour()) * HOUR_MILLIS;
        return bad
                ? new Finding.Present(
                        spec.severity(),
                        end - nightMillis(),
                        new Evidence(spec.metric().field(), night, limit))
                : new Finding.Over(night);
    }

    /** The limit that this night does not keep; null when it keeps both. */
    private @Nullable Double broken(NightFlowState state, double night, double mean) {
        double high = mean * spec.shareOfDailyMean();
        if (night > high) {
            return high;
        }
        Double percent = spec.changePercent();
        double change = night - state.usual;
        if (percent == null
                || state.nights < MIN_NIGHTS
                || Math.abs(change) < mean * LEAST_CHANGE
                || Math.abs(change) < state.usual * percent / 100) {
            return null;
        }
        return state.usual * (1 + Math.signum(change) * percent / 100);
    }

    /** What was usual before may not be so at another meter; a standing alarm waits for a good night. */
    @Override
    public void reinstall(NightFlowState state) {
        state.nights = 0;
        state.usual = 0;
    }

    private long nightMillis() {
        return (spec.hours().toHour() - spec.hours().fromHour()) * HOUR_MILLIS;
    }
}

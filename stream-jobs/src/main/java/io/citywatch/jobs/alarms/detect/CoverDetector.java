package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.Ladder.Move;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manhole's cover that is tilted from its angle at rest, or open.
 *
 * <p>The angle at rest is that of the newest birth, 0° without one. A device may send its angle and its switch separately,
 * so the newest of each counts: an open switch stands on the highest step whatever the angle, and a cover that is
 * level again stays in alarm until its switch, if it ever said open, says closed.
 *
 * @param ladder limits on the deviation from the angle at rest, in degrees
 */
public record CoverDetector(Ladder ladder) implements MessageDetector<CoverState> {
    private static final double FULL_TURN_DEG = 360;

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof CoverDetector cover && ladder.canGoOnFrom(cover.ladder);
    }

    @Override
    public Class<CoverState> stateType() {
        return CoverState.class;
    }

    @Override
    public CoverState fresh() {
        return new CoverState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading
                && (reading.has(Metric.TILT_DEG) || reading.has(Metric.COVER_OPEN));
    }

    @Override
    public @Nullable Finding observe(CoverState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        if (reading.has(Metric.TILT_DEG)) {
            state.tiltDeg = reading.value(Metric.TILT_DEG);
        }
        if (reading.has(Metric.COVER_OPEN)) {
            state.open = reading.isTrue(Metric.COVER_OPEN);
        }
        double baseline = baseline(observation.facts());
        double deviation = state.open
                ? Double.POSITIVE_INFINITY
                : state.tiltDeg == null ? 0 : deviationDeg(state.tiltDeg, baseline);
        return finding(state, ladder.apply(state, deviation, observation.effective(), observation.arrival()), baseline);
    }

    @Override
    public long deadline(CoverState state) {
        return ladder.deadline(state);
    }

    @Override
    public @Nullable Finding elapse(CoverState state, long clock, @Nullable DeviceFacts facts) {
        return finding(state, ladder.elapse(state, clock), baseline(facts));
    }

    @Override
    public void adopt(CoverState state, Detector before, long t) {
        if (before instanceof CoverDetector cover) {
            ladder.adopt(state, cover.ladder, t);
        }
    }

    @Override
    public void reinstall(CoverState state) {
        state.pending = List.of();
    }

    /** The angle between two directions, in degrees, from 0 to 180. */
    static double deviationDeg(double tiltDeg, double baselineDeg) {
        double turn = Math.abs(tiltDeg - baselineDeg) % FULL_TURN_DEG;
        return turn > FULL_TURN_DEG / 2 ? FULL_TURN_DEG - turn : turn;
    }

    private static double baseline(@Nullable DeviceFacts facts) {
        return facts == null ? 0 : facts.baselineTiltDeg();
    }

    private static @Nullable Finding finding(CoverState state, @Nullable Move move, double baseline) {
        if (move instanceof Move.Up up) {
            return new Finding.Present(
                    up.step().severity(), up.onset(), evidence(state, up.step().limit(), baseline));
        }
        return move == null ? null : new Finding.Over(state.tiltDeg);
    }

    /** The angle as measured, and the angle that it had to stay within. */
    private static Evidence evidence(CoverState state, double limitDeg, double baseline) {
        if (state.open || state.tiltDeg == null) {
            return new Evidence(Metric.COVER_OPEN.field(), 1.0, 1.0);
        }
        double limit = state.tiltDeg < baseline ? baseline - limitDeg : baseline + limitDeg;
        return new Evidence(Metric.TILT_DEG.field(), state.tiltDeg, limit);
    }
}

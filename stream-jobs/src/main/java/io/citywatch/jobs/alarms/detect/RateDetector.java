package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.RateState.Episode;
import io.citywatch.jobs.alarms.detect.RateState.Sample;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that rises, or falls, by so much within so long.
 *
 * <p>A value is compared with the lowest (highest) one of the window before it. The window is remembered as the extreme of each of
 * its eight parts, so what is compared may be a part less than the window old, and the state stays small however often the
 * device reports. What is remembered has the precision of a {@code float}, so a limit counts as reached when it is missed by no more than
 * that. The episode is over when the value has gone back by half of the change, or when it has stayed where it went
 * for so long that that is the usual value now.
 *
 * @param spec its parameters
 */
public record RateDetector(SeriesSpec.Rate spec) implements MessageDetector<RateState> {
    static final int PARTS = 8;
    private static final double HALF = 0.5;
    private static final double PERCENT = 0.01;

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof RateDetector rate
                && rate.spec.metric() == spec.metric()
                && rate.spec.rises() == spec.rises();
    }

    @Override
    public Class<RateState> stateType() {
        return RateState.class;
    }

    @Override
    public RateState fresh() {
        return new RateState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(spec.metric());
    }

    @Override
    public @Nullable Finding observe(RateState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = reading.value(spec.metric());
        long t = observation.effective();
        forget(state, t - spec.within().toMillis());
        Sample extreme = extreme(state.samples());
        remember(state, new Sample(t, (float) value));
        boolean met = extreme != null && isMet(extreme.value(), value);
        if (met && extreme != null && state.episode == null) {
            double needed = needed(extreme.value());
            state.episode = new Episode((float) (extreme.value() + signed(needed * HALF)), t);
            return new Finding.Present(
                    spec.severity(),
                    extreme.t(),
                    new Evidence(spec.metric().field(), value, extreme.value() + signed(needed)));
        }
        return state.episode == null ? null : follow(state, state.episode, value, t, met);
    }

    @Override
    public void reinstall(RateState state) {
        state.samples = List.of();
    }

    private @Nullable Finding follow(RateState state, Episode episode, double value, long t, boolean met) {
        if (met) {
            state.episode = new Episode(episode.back(), t);
            return null;
        }
        if (change(episode.back(), value) > precision(episode.back())
                && t - episode.lastMet() < spec.hold().toMillis()) {
            return null;
        }
        state.episode = null;
        // What led to this episode does not begin another one
        state.samples = List.of(new Sample(t, (float) value));
        return new Finding.Over(value);
    }

    private boolean isMet(float from, double to) {
        double share = spec.isPercent() ? spec.change() * PERCENT : 0;
        return change(from, to) >= needed(from) - Math.max(1, share) * precision(from) - Math.ulp(to);
    }

    /** How far a value that is remembered may lie from what was measured. */
    private static double precision(float remembered) {
        return Math.ulp(remembered);
    }

    /** How far the value has gone the bad way. */
    private double change(double from, double to) {
        return spec.rises() ? to - from : from - to;
    }

    private double signed(double distance) {
        return spec.rises() ? distance : -distance;
    }

    /** The change that counts, from that value; from nothing no percentage leads anywhere. */
    private double needed(double from) {
        if (!spec.isPercent()) {
            return spec.change();
        }
        return from == 0 ? Double.POSITIVE_INFINITY : Math.abs(from) * spec.change() * PERCENT;
    }

    private static void forget(RateState state, long before) {
        if (!state.samples.isEmpty() && state.samples.get(0).t() < before) {
            state.samples = state.samples.stream()
                    .filter(sample -> sample.t() >= before)
                    .toList();
        }
    }

    private @Nullable Sample extreme(List<Sample> samples) {
        Sample extreme = null;
        for (Sample sample : samples) {
            if (extreme == null || change(sample.value(), extreme.value()) > 0) {
                extreme = sample;
            }
        }
        return extreme;
    }

    /** Of each part of the window the extreme stays. */
    private void remember(RateState state, Sample sample) {
        long part = Math.max(1, spec.within().toMillis() / PARTS);
        int last = state.samples.size() - 1;
        if (last < 0 || state.samples.get(last).t() / part != sample.t() / part) {
            state.add(sample);
        } else if (change(sample.value(), state.samples.get(last).value()) >= 0) {
            List<Sample> more = new ArrayList<>(state.samples.subList(0, last));
            more.add(sample);
            state.samples = List.copyOf(more);
        }
    }
}

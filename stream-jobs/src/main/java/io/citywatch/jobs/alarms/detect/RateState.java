package io.citywatch.jobs.alarms.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The extremes of the last while, and a quick change that is not over. */
public final class RateState extends DetectorState {
    List<Sample> samples = List.of();

    @Nullable
    Episode episode;

    public RateState() {}

    /** A state of its parts, for the codec. */
    public RateState(List<Sample> samples, @Nullable Episode episode) {
        this.samples = List.copyOf(samples);
        this.episode = episode;
    }

    /** The extreme of each part of the window, oldest first. */
    public List<Sample> samples() {
        return samples;
    }

    /** The change that is not over; null when there is none. */
    public @Nullable Episode episode() {
        return episode;
    }

    void add(Sample sample) {
        List<Sample> more = new ArrayList<>(samples);
        more.add(sample);
        samples = List.copyOf(more);
    }

    /**
     * A value.
     *
     * @param t when it was measured, in milliseconds since 1970 UTC
     * @param value in the metric's unit
     */
    public record Sample(long t, float value) {}

    /**
     * A quick change.
     *
     * @param back the value that ends it, in the metric's unit
     * @param lastMet when the value last changed so quickly, in milliseconds since 1970 UTC
     */
    public record Episode(float back, long lastMet) {}
}

package io.citywatch.jobs.alarms.detect;

import org.jspecify.annotations.Nullable;

/**
 * A detector that judges messages.
 *
 * <p>The caller shows it only messages that {@linkplain #concerns concern} it, none older than the newest it has seen, and
 * applies a deadline that has passed before it shows the next message. So a condition depends only on the device's own
 * messages, in the order in which they stand in the log.
 *
 * @param <S> what it remembers of a device
 */
public sealed interface MessageDetector<S extends DetectorState> extends Detector
        permits LevelDetector,
                CoverDetector,
                EventDetector,
                StateDetector,
                RateDetector,
                DeviationDetector,
                FlappingDetector,
                StuckDetector,
                NightFlowDetector,
                RhythmDetector,
                CompositeDetector {

    Class<S> stateType();

    /** What it remembers of a device that it has never heard. */
    S fresh();

    /** Whether the message is evidence for this condition, in either direction. */
    boolean concerns(Observation observation);

    /** Whether the message is evidence after what is remembered; what is none changes nothing, and is not remembered. */
    default boolean isEvidence(S state, Observation observation) {
        return true;
    }

    /** Takes note of a message that is shown; false when a newer one was shown before. */
    default boolean advance(S state, Observation observation) {
        if (observation.effective() < state.newest()) {
            return false;
        }
        state.newest(observation.effective());
        return true;
    }

    /** The same as {@link #advance}, but of two messages of the same time only the first counts: for detectors that count. */
    default boolean advanceOnce(S state, Observation observation) {
        if (observation.effective() <= state.newest()) {
            return false;
        }
        state.newest(observation.effective());
        return true;
    }

    /** Takes a message that concerns it; null when the condition is as before. */
    @Nullable
    Finding observe(S state, Observation observation);

    /** When the condition will change by itself if nothing more is heard, or {@link #NEVER}. */
    default long deadline(S state) {
        return NEVER;
    }

    /** Takes note that a deadline has passed; null when the condition is as before. */
    default @Nullable Finding elapse(S state, long clock, @Nullable DeviceFacts facts) {
        return null;
    }

    /**
     * Takes over what a detector remembered that it {@linkplain #canGoOnFrom can go on from}: what was pending goes on by the new limits
     * and times.
     *
     * @param t from when on this one holds, on the clock of arrivals, in milliseconds since 1970 UTC
     */
    default void adopt(S state, Detector before, long t) {}

    /** Takes note that the device was installed anew, so that what was pending compares with a rest that no longer holds. */
    default void reinstall(S state) {}

    /** Its own of what is remembered; what it remembers of a device that it has never heard, where that is none of it. */
    default S stateOf(@Nullable DetectorState known) {
        return stateType().isInstance(known) ? stateType().cast(known) : fresh();
    }

    /** The {@link #deadline} of what is remembered. */
    default long deadlineOf(@Nullable DetectorState known) {
        return stateType().isInstance(known) ? deadline(stateType().cast(known)) : NEVER;
    }

    /** {@link #elapse} on what is remembered. */
    default @Nullable Finding elapseOf(@Nullable DetectorState known, long clock, @Nullable DeviceFacts facts) {
        return stateType().isInstance(known) ? elapse(stateType().cast(known), clock, facts) : null;
    }

    /** {@link #adopt} on what is remembered. */
    default void adoptOf(@Nullable DetectorState known, Detector before, long t) {
        if (stateType().isInstance(known)) {
            adopt(stateType().cast(known), before, t);
        }
    }

    /** {@link #reinstall} on what is remembered. */
    default void reinstallOf(@Nullable DetectorState known) {
        if (stateType().isInstance(known)) {
            reinstall(stateType().cast(known));
        }
    }
}

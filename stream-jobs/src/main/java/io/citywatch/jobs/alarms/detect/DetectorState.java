package io.citywatch.jobs.alarms.detect;

/**
 * What a detector remembers of one device. Mutable, owned by the device's keyed state, and touched by one thread only.
 *
 * <p>Every kind of state is listed in the codec that writes it to checkpoints; a new kind gets a new tag there.
 */
public abstract sealed class DetectorState
        permits LadderState,
                EventState,
                SilenceState,
                RateState,
                FlappingState,
                StuckState,
                NightFlowState,
                CompositeState {
    private long newest = Long.MIN_VALUE;

    /** The effective time of the newest message that was applied, in milliseconds since 1970 UTC. */
    public final long newest() {
        return newest;
    }

    public final void newest(long effective) {
        newest = effective;
    }
}

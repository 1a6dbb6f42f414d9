package io.citywatch.jobs.alarms.detect;

/**
 * A condition on what one device says; a value that is part of a rule. What it remembers of a device stands in a
 * {@link DetectorState}.
 *
 * <p>A detector speaks only when its condition begins, worsens or ends.
 */
public sealed interface Detector permits MessageDetector, Silence, Obedience, WrongClock, GroupDetector {
    /** The deadline of a state that awaits nothing. */
    long NEVER = Long.MAX_VALUE;

    /** Whether what that detector remembers is sound for this one, which takes its place in the same rule. */
    boolean canGoOnFrom(Detector before);
}

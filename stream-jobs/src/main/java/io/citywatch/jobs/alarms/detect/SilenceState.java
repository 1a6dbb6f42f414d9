package io.citywatch.jobs.alarms.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a device is silent, and gaps in which it may have been; one that never was has no such state.
 *
 * <p>While its silence is found and a gap is there as well, the silence is that of the oldest gap: it is known to have begun, and
 * only its end is still to be judged.
 */
public final class SilenceState extends DetectorState {
    private boolean active;
    private List<Gap> gaps = List.of();

    public SilenceState() {}

    /** A state of its parts, for the codec. */
    public SilenceState(boolean active, List<Gap> gaps) {
        this.active = active;
        this.gaps = List.copyOf(gaps);
    }

    /** Whether the device is silent now. */
    public boolean isSilent() {
        return active && gaps.isEmpty();
    }

    /** Whether a silence is found whose end is not. */
    public boolean active() {
        return active;
    }

    public void active(boolean silent) {
        active = silent;
    }

    /** Gaps that are not judged yet, oldest first. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** Adds a gap that has just ended. */
    public void add(Gap gap) {
        List<Gap> more = new ArrayList<>(gaps);
        more.add(gap);
        gaps = List.copyOf(more);
    }

    /** Takes out the oldest gap. */
    public Gap removeFirst() {
        Gap first = gaps.get(0);
        gaps = gaps.subList(1, gaps.size());
        return first;
    }

    /** Whether there is nothing to remember. */
    public boolean isIdle() {
        return !active && gaps.isEmpty();
    }

    /**
     * A long time between two messages.
     *
     * @param from when the device was heard before it, in milliseconds since 1970 UTC
     * @param to when it was heard again, in milliseconds since 1970 UTC
     * @param patienceMillis how long it might keep silent then
     * @param asset the asset it served then
     */
    public record Gap(long from, long to, long patienceMillis, @Nullable String asset) {}
}

package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several conditions remember together. */
public final class CompositeState extends DetectorState {
    final List<Member> members;
    boolean active;

    /** A state of as many conditions, none of which has seen anything. */
    public CompositeState(int size) {
        members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(Member.UNSEEN);
        }
    }

    /** A state of its parts, for the codec. */
    public CompositeState(List<Member> members, boolean active) {
        this.members = new ArrayList<>(members);
        this.active = active;
    }

    public List<Member> members() {
        return members;
    }

    /** Whether all of them hold together, where that is asked. */
    public boolean active() {
        return active;
    }

    /** How bad the worst condition is that holds; null when none does. */
    @Nullable
    Severity worst() {
        Severity worst = null;
        for (Member member : members) {
            if (member.severity() != null && (worst == null || member.severity().isWorseThan(worst))) {
                worst = member.severity();
            }
        }
        return worst;
    }

    /**
     * One of the conditions.
     *
     * @param state what it remembers; null when it has seen nothing
     * @param severity how bad it is; null when it does not hold
     * @param onset when it last began, in milliseconds since 1970 UTC; null when it never did
     * @param overSince when it last ended, in milliseconds since 1970 UTC; null when it never did
     */
    public record Member(
            @Nullable DetectorState state,
            @Nullable Severity severity,
            @Nullable Long onset,
            @Nullable Long overSince) {
        static final Member UNSEEN = new Member(null, null, null, null);

        Member after(@Nullable Finding finding, long t) {
            if (finding instanceof Finding.Present present) {
                return new Member(
                        state,
                        present.severity(),
                        onset == null || severity == null ? Long.valueOf(present.onset()) : onset,
                        overSince);
            }
            return finding == null ? this : new Member(state, null, onset, t);
        }

        Member with(DetectorState newest) {
            return new Member(newest, severity, onset, overSince);
        }
    }
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Alarms with one cause, for which one stands. Immutable.
 *
 * @param scope what they have in common
 * @param kind the kind of facility that most of them were at first
 * @param severity how bad it is
 * @param opened since when, by the log's time, in milliseconds since 1970 UTC
 * @param joined when the newest of them joined
 * @param tally how many they are
 */
public record Flood(FloodScope scope, FacilityKind kind, Severity severity, long opened, long joined, Tally tally) {

    /**
     * How many alarms a flood has, those of narrower floods in it included.
     *
     * @param count all that ever joined
     * @param active those whose condition holds
     * @param first the ids of the first of them
     * @param changed whether that has changed since it was told
     * @param simulated whether all that ever joined are of simulated devices
     */
    public record Tally(int count, int active, List<String> first, boolean changed, boolean simulated) {
        public Tally {
            first = List.copyOf(first);
        }

        /** With one less of them active. */
        Tally left() {
            return new Tally(count, Math.max(0, active - 1), first, true, simulated);
        }

        /** With those of them named. */
        Tally naming(List<String> others) {
            return new Tally(count, active, others, changed, simulated);
        }

        /** With that it has changed, or that this was told. */
        Tally changed(boolean hasChanged) {
            return new Tally(count, active, first, hasChanged, simulated);
        }
    }

    /** The id of its alarm. */
    String alarm() {
        return Alarm.id(scope.device(), FloodRule.ID);
    }

    /** With those that have joined. */
    Flood joinedBy(Collection<String> alarms, Tally those, Severity worst, long t) {
        List<String> first = tally.first();
        if (first.size() < AlarmMembers.MAX_LISTED) {
            first = Stream.concat(first.stream(), alarms.stream())
                    .limit(AlarmMembers.MAX_LISTED)
                    .toList();
        }
        return new Flood(
                scope,
                kind,
                worst.isWorseThan(severity) ? worst : severity,
                opened,
                t,
                new Tally(
                        tally.count() + those.count(),
                        tally.active() + those.active(),
                        first,
                        true,
                        tally.simulated() && those.simulated()));
    }

    /** With one less of them active. */
    Flood left() {
        return with(tally.left());
    }

    /** Since that time. */
    Flood openedAt(long t) {
        return new Flood(scope, kind, severity, t, joined, tally);
    }

    /** With what has changed told. */
    Flood told() {
        return with(tally.changed(false));
    }

    private Flood with(Tally next) {
        return new Flood(scope, kind, severity, opened, joined, next);
    }
}

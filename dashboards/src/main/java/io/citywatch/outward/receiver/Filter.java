package io.citywatch.outward.receiver;

import io.citywatch.outward.notice.Happening;
import io.citywatch.outward.notice.Notice;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Set;

/**
 * What a receiver wants to be told.
 *
 * @param least the least severity
 * @param kinds the kinds of facility; empty: all
 * @param districts six-digit codes; empty: all
 * @param rules the rules' ids; empty: all
 * @param happenings what has to have happened
 */
public record Filter(
        Severity least, Set<FacilityKind> kinds, Set<String> districts, Set<String> rules, Set<Happening> happenings) {
    /** What is told when nothing else is said. */
    public static final Set<Happening> USUAL =
            Set.of(Happening.RAISED, Happening.WORSENED, Happening.ESCALATED, Happening.CLEARED, Happening.PUT_ASIDE);

    /** Everything usual of every alarm. */
    public static final Filter ALL = new Filter(Severity.LOW, Set.of(), Set.of(), Set.of(), USUAL);

    public Filter {
        kinds = Set.copyOf(kinds);
        districts = Set.copyOf(districts);
        rules = Set.copyOf(rules);
        happenings = Set.copyOf(happenings);
    }

    /** Whether the receiver is to be told. */
    public boolean accepts(Notice notice) {
        return accepts(notice.alarm(), notice.transition());
    }

    /** Whether the receiver is to be told of that transition of that alarm. */
    public boolean accepts(Alarm alarm, Transition step) {
        return happenings.contains(Happening.of(step))
                && !least.isWorseThan(step.severity())
                && holds(kinds, alarm.source().kind())
                && holds(districts, alarm.source().district())
                && holds(rules, alarm.rule());
    }

    private static <T> boolean holds(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}

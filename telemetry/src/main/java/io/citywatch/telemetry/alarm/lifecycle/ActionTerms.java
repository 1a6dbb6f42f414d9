package io.citywatch.telemetry.alarm.lifecycle;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a person's action is carried out: by the state, which is the {@link StateTable}'s word, and by what the state
 * does not say.
 *
 * <p>Whoever offers actions and whoever carries them out ask here, so that nothing is offered that is refused. What the action
 * itself has to bring is asked last: what can't be done whatever it brings is refused first.
 */
public final class ActionTerms {
    /** ISA-18.2 practice: whoever comes on shift tomorrow is to find it again. */
    public static final Duration LONGEST_SHELVING = Duration.ofHours(24);

    /** Work at a device is a matter of days; what takes longer is renewed, or out of service. */
    public static final Duration LONGEST_SUPPRESSION = Duration.ofDays(7);

    private ActionTerms() {}

    /** Why the action can't be carried out on the alarm; null when it can. */
    public static @Nullable Refusal refusal(Alarm alarm, AlarmAction action, Guards guards) {
        Refusal refusal = refusal(alarm, action.action(), guards);
        if (refusal != null) {
            return refusal;
        }
        if (isOfWhatIsSeen(action.action()) && action.t() < lastCall(alarm)) {
            return Refusal.OVERTAKEN;
        }
        return missing(action, alarm.source().kind(), guards);
    }

    /** Why such an action can't be carried out on the alarm now, whatever it brings; null when it can. */
    public static @Nullable Refusal refusal(Alarm alarm, Verb verb, Guards guards) {
        if (StateTable.outcome(alarm.state(), Cause.of(verb)) instanceof Outcome.Refused refused) {
            return refused.refusal();
        }
        return switch (verb) {
            case SHELVE -> isHideable(alarm, guards) ? null : Refusal.NOT_HIDEABLE;
            case SUPPRESS -> AlarmGroup.isName(alarm.source().device()) ? Refusal.NOT_OF_A_DEVICE : null;
            case UNSUPPRESS -> alarm.handling().parent() == null ? null : Refusal.NOT_SUPPRESSED;
            default -> null;
        };
    }

    /** What the action lacks: a reason, an end within its range, a work order; null when it has what it needs. */
    public static @Nullable Refusal missing(AlarmAction action, FacilityKind kind, Guards guards) {
        Verb verb = action.action();
        if (needsReason(verb) && isBlank(action.reason())) {
            return Refusal.REASON_MISSING;
        }
        Duration longest = longest(verb);
        if (longest != null && !isWithin(longest, action.t(), action.until())) {
            return Refusal.UNTIL_OUT_OF_RANGE;
        }
        return needsWorkOrder(verb, kind, guards) && isBlank(action.workOrder()) ? Refusal.WORK_ORDER_MISSING : null;
    }

    /**
     * Whether a device of that kind is suppressed, or its alarm taken out of service, under a work order only: those in homes,
     * whose gas is never put aside without.
     */
    public static boolean needsWorkOrder(Verb verb, FacilityKind kind, Guards guards) {
        return (verb == Verb.SUPPRESS || verb == Verb.OUT_OF_SERVICE)
                && kind == FacilityKind.GAS
                && guards.isGuarded(kind);
    }

    /** Whether it is said of what somebody has seen, and of nothing that has come since. */
    public static boolean isOfWhatIsSeen(Verb verb) {
        return verb == Verb.ACKNOWLEDGE || verb == Verb.SHELVE;
    }

    /** When the alarm last called for attention, in milliseconds since 1970 UTC; 0 if that is longer ago than its history. */
    public static long lastCall(Alarm alarm) {
        long last = 0;
        for (Transition transition : alarm.history()) {
            if (transition.cause().equals(Cause.RAISE.text())
                    || transition.cause().equals(Cause.WORSEN.text())) {
                last = transition.t();
            }
        }
        return last;
    }

    /** What is over is put aside as one likes, for whenever it comes again: if it is too bad then, it comes off the shelf. */
    private static boolean isHideable(Alarm alarm, Guards guards) {
        return alarm.state() == AlarmState.NORM || guards.isHideable(alarm.rule(), alarm.severity());
    }

    private static boolean needsReason(Verb verb) {
        return verb == Verb.SHELVE || verb == Verb.SUPPRESS || verb == Verb.OUT_OF_SERVICE || verb == Verb.COMMENT;
    }

    /** How long what the action begins may last; null: it has no end. */
    private static @Nullable Duration longest(Verb verb) {
        return switch (verb) {
            case SHELVE -> LONGEST_SHELVING;
            case SUPPRESS -> LONGEST_SUPPRESSION;
            default -> null;
        };
    }

    private static boolean isWithin(Duration longest, long t, @Nullable Long until) {
        return until != null && until > t && until - t <= longest.toMillis();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}

package io.citywatch.jobs.alarms.lifecycle;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Alarm.Handling;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.alarm.lifecycle.Outcome;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.alarm.lifecycle.StateTable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as its one writer keeps it. Immutable.
 *
 * @param alarm what the log shows of it
 * @param escalateAt when it is escalated unless somebody acknowledges it before, in milliseconds since 1970 UTC; null: never
 */
public record LiveAlarm(Alarm alarm, @Nullable Long escalateAt) {

    /** The alarm of that rule at that device before it is ever raised. */
    public static LiveAlarm neverRaised(String rule, AlarmSource source, AlarmText text) {
        return new LiveAlarm(
                new Alarm(
                        Alarm.id(source.device(), rule),
                        source,
                        rule,
                        Severity.LOW,
                        AlarmState.NORM,
                        false,
                        true,
                        0,
                        0,
                        Alarm.Evidence.NONE,
                        text,
                        0,
                        List.of()),
                null);
    }

    /**
     * The same alarm with what is now known of its condition; a step has to follow.
     *
     * @param onset when the episode began at the device, in milliseconds since 1970 UTC
     */
    public LiveAlarm with(AlarmSource source, AlarmText text, Severity severity, long onset, Alarm.Evidence evidence) {
        return new LiveAlarm(
                new Alarm(
                        alarm.id(),
                        source,
                        alarm.rule(),
                        severity,
                        alarm.state(),
                        alarm.active(),
                        alarm.acknowledged(),
                        onset,
                        alarm.updated(),
                        evidence,
                        text,
                        alarm.version(),
                        alarm.history(),
                        alarm.handling()),
                escalateAt);
    }

    /** The same alarm whose episode needs a reset after it; a step has to follow. */
    public LiveAlarm latched() {
        Handling now = alarm.handling();
        return handled(new Handling(now.escalated(), true, now.until(), now.workOrder(), now.parent(), now.members()));
    }

    /** The same alarm with the end of being put aside, and the work order for it; a step has to follow. */
    public LiveAlarm aside(@Nullable Long until, @Nullable String workOrder) {
        Handling now = alarm.handling();
        return handled(new Handling(now.escalated(), now.latched(), until, workOrder, now.parent(), now.members()));
    }

    /** The same alarm, for which that one stands; a step has to follow. */
    public LiveAlarm foldedInto(String parent) {
        return handled(alarm.handling().foldedInto(parent));
    }

    /** The same alarm standing for these; a step has to follow. */
    public LiveAlarm standingFor(AlarmMembers members) {
        return handled(alarm.handling().standingFor(members));
    }

    /** The same alarm with its members counted anew: a new version, and no step. */
    public LiveAlarm counted(AlarmText text, AlarmMembers members) {
        Alarm next = new Alarm(
                alarm.id(),
                alarm.source(),
                alarm.rule(),
                alarm.severity(),
                alarm.state(),
                alarm.active(),
                alarm.acknowledged(),
                alarm.onset(),
                alarm.updated(),
                alarm.evidence(),
                text,
                Math.max(alarm.version() + 1, members.t()),
                alarm.history(),
                alarm.handling().standingFor(members));
        return new LiveAlarm(next, escalateAt);
    }

    /** Whether another alarm stands for it. */
    public boolean isFolded() {
        return alarm.handling().parent() != null;
    }

    private LiveAlarm handled(Handling handling) {
        return new LiveAlarm(alarm.withHandling(handling), escalateAt);
    }

    /** When its shelving ends, in milliseconds since 1970 UTC; null when it is not shelved. */
    public @Nullable Long shelfEnd() {
        return alarm.state() == AlarmState.SHELVED ? alarm.handling().until() : null;
    }

    /**
     * The same alarm with the time of its escalation: a call for attention that nobody answers is escalated once. A further
     * call, while the first is unanswered, can only bring that forward.
     *
     * @param before the alarm before its newest step
     * @param patience how long a call of this severity may stay unanswered; null: for ever
     */
    public LiveAlarm awaited(LiveAlarm before, @Nullable Duration patience) {
        if (!alarm.state().isUnacknowledged()) {
            return new LiveAlarm(alarm, null);
        }
        boolean waitedBefore = before.alarm.state().isUnacknowledged();
        if (waitedBefore && lastCall() <= before.lastCall()) {
            return this;
        }
        Long due = patience == null ? null : Long.valueOf(called() + patience.toMillis());
        if (waitedBefore && escalateAt != null && (due == null || escalateAt < due)) {
            due = escalateAt;
        }
        return new LiveAlarm(alarm, due);
    }

    /** When the newest step happened that was more than a command and what came of it. */
    private long called() {
        for (int i = alarm.history().size() - 1; i >= 0; i--) {
            Transition transition = alarm.history().get(i);
            if (!Cause.isOfCommand(transition.cause())) {
                return transition.t();
            }
        }
        return alarm.updated();
    }

    /** When it last called for attention, in milliseconds since 1970 UTC; 0 if that is longer ago than its history. */
    public long lastCall() {
        return ActionTerms.lastCall(alarm);
    }

    /** What comes of a step, by the {@link StateTable}. */
    public Result after(Step step) {
        Outcome outcome = StateTable.outcome(alarm.state(), step.cause());
        if (outcome instanceof Outcome.Refused refused) {
            return new Result.Refused(refused.refusal());
        }
        if (outcome instanceof Outcome.Nothing) {
            return new Result.Unchanged();
        }
        boolean active = activeAfter(step.cause());
        boolean acknowledged = acknowledgedAfter(step.cause());
        AlarmState state = alarm.state();
        if (outcome instanceof Outcome.To to) {
            state = to.state();
        } else if (outcome instanceof Outcome.ToCondition) {
            state = AlarmState.of(active, acknowledged);
            if (state == AlarmState.NORM && alarm.handling().latched()) {
                state = AlarmState.LATCHED;
            }
        }
        return new Result.Changed(moved(step, state, active, acknowledged));
    }

    /** The alarm after a step that the table has no refusal for. */
    public LiveAlarm take(Step step) {
        if (after(step) instanceof Result.Changed changed) {
            return changed.alarm();
        }
        throw new IllegalStateException(step.cause() + " in " + alarm.state());
    }

    private boolean activeAfter(Cause cause) {
        return switch (cause) {
            case RAISE -> true;
            case CLEAR -> false;
            default -> alarm.active();
        };
    }

    /** What comes and goes unseen behind a shelf needs nobody's attention afterwards. */
    private boolean acknowledgedAfter(Cause cause) {
        return switch (cause) {
            case RAISE, WORSEN -> false;
            case ACKNOWLEDGE -> true;
            case CLEAR -> alarm.acknowledged() || alarm.state().isAside();
            case SHELVE -> alarm.acknowledged() || !alarm.active();
            default -> alarm.acknowledged();
        };
    }

    private Handling handlingAfter(Cause cause, AlarmState state) {
        Handling now = alarm.handling();
        int escalated =
                switch (cause) {
                    case RAISE, ACKNOWLEDGE -> 0;
                    case ESCALATE -> now.escalated() + 1;
                    default -> now.escalated();
                };
        return new Handling(
                escalated,
                now.latched() && cause != Cause.RESET,
                state.isAside() ? now.until() : null,
                state.isAside() ? now.workOrder() : null,
                state == AlarmState.SUPPRESSED ? now.parent() : null,
                now.members());
    }

    /**
     * The version is the time of the step, or one more than the last where that is not later: it grows even when the state of
     * this job is lost. The transition bears the same time, so that no two of an alarm fall on one point in the history.
     */
    private LiveAlarm moved(Step step, AlarmState state, boolean active, boolean acknowledged) {
        long version = Math.max(alarm.version() + 1, step.t());
        Transition transition = new Transition(
                version,
                alarm.state(),
                state,
                alarm.severity(),
                step.cause().text(),
                step.by(),
                step.reason(),
                step.value());
        Alarm next = alarm.after(transition, active, acknowledged).withHandling(handlingAfter(step.cause(), state));
        return new LiveAlarm(next, step.cause() == Cause.ESCALATE ? null : escalateAt);
    }

    /** What came of a step. */
    public sealed interface Result {
        record Changed(LiveAlarm alarm) implements Result {}

        record Unchanged() implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }
}

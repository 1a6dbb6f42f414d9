package io.citywatch.jobs.alarms.lifecycle;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as its one writer keeps it. Immutable.
 *
 * @param alarm what the log shows of it
 * @param until when its shelving ends, in milliseconds since 1970 UTC; null when it is not shelved
 */
public record LiveAlarm(Alarm alarm, @Nullable Long until) {

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
                        alarm.history()),
                until);
    }

    /** The same alarm with the end of its shelving. */
    public LiveAlarm until(@Nullable Long end) {
        return new LiveAlarm(alarm, end);
    }

    /** When it last called for attention, in milliseconds since 1970 UTC; 0 if that is longer ago than its history. */
    public long lastCall() {
        long last = 0;
        for (Transition transition : alarm.history()) {
            if (transition.cause().equals(Cause.RAISE.text())
                    || transition.cause().equals(Cause.WORSEN.text())) {
                last = transition.t();
            }
        }
        return last;
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
        }
        return new Result.Changed(moved(step, state, active, acknowledged));
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
            case CLEAR -> alarm.acknowledged() || isAside();
            case SHELVE -> alarm.acknowledged() || !alarm.active();
            default -> alarm.acknowledged();
        };
    }

    private boolean isAside() {
        return alarm.state() != AlarmState.NORM && !alarm.state().stands();
    }

    /**
     * The version is the time of the step, or one more than the last where that is not later: it grows even when the state of
     * this job is lost. The transition bears the same time, so that no two of an alarm fall on one point in the history.
     */
    private LiveAlarm moved(Step step, AlarmState state, boolean active, boolean acknowledged) {
        long version = Math.max(alarm.version() + 1, step.t());
        List<Transition> history = new ArrayList<>(alarm.history());
        history.add(new Transition(
                version,
                alarm.state(),
                state,
                alarm.severity(),
                step.cause().text(),
                step.by(),
                step.reason(),
                step.value()));
        int surplus = history.size() - Alarm.MAX_HISTORY;
        Alarm next = new Alarm(
                alarm.id(),
                alarm.source(),
                alarm.rule(),
                alarm.severity(),
                state,
                active,
                acknowledged,
                alarm.onset(),
                version,
                alarm.evidence(),
                alarm.text(),
                version,
                surplus > 0 ? history.subList(surplus, history.size()) : history);
        return new LiveAlarm(next, state == AlarmState.SHELVED ? until : null);
    }

    /** What came of a step. */
    public sealed interface Result {
        record Changed(LiveAlarm alarm) implements Result {}

        record Unchanged() implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }
}

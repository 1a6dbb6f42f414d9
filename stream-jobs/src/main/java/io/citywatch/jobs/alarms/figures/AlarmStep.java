package io.citywatch.jobs.alarms.figures;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm has become with its newest step, as far as the figures depend on it.
 *
 * @param alarm the alarm's id
 * @param rule its rule
 * @param device its device
 * @param district the district's code
 * @param severity how bad it is
 * @param now how it stands
 */
public record AlarmStep(String alarm, String rule, String device, String district, Severity severity, Standing now) {
    private static final Set<String> TOLD = Set.of(Cause.COMMAND.text(), Cause.WITHHELD.text());

    /**
     * How an alarm stands after a step.
     *
     * @param t when it was taken, in milliseconds since 1970 UTC
     * @param calls whether it calls for attention with that: it is raised, becomes worse, or comes back from being put aside
     * @param standing whether it stands
     * @param unacknowledged whether it stands and nobody has seen it
     * @param activeSince since when its condition holds; 0 when it does not, or the alarm does not stand
     */
    public record Standing(long t, boolean calls, boolean standing, boolean unacknowledged, long activeSince) {}

    /** The newest step of an alarm. */
    public static AlarmStep of(Alarm alarm) {
        List<Transition> history = alarm.history();
        boolean stands = alarm.state().stands();
        return new AlarmStep(
                alarm.id(),
                alarm.rule(),
                alarm.source().device(),
                alarm.source().district(),
                alarm.severity(),
                new Standing(
                        history.get(history.size() - 1).t(),
                        call(alarm) != null,
                        stands,
                        stands && alarm.state().isUnacknowledged(),
                        stands && alarm.active() ? alarm.onset() : 0));
    }

    /**
     * The newest step of an alarm where that is a call for attention, else null. What its device is told at once is written
     * with the call, each a millisecond after the other, and is part of it.
     */
    public static @Nullable Transition call(Alarm alarm) {
        List<Transition> history = alarm.history();
        int newest = history.size() - 1;
        while (newest > 0
                && TOLD.contains(history.get(newest).cause())
                && history.get(newest).t() - history.get(newest - 1).t() == 1) {
            newest--;
        }
        Transition step = history.get(newest);
        boolean calls = step.to() == AlarmState.UNACK
                && (step.from() != AlarmState.UNACK || step.cause().equals(Cause.WORSEN.text()));
        return calls ? step : null;
    }
}

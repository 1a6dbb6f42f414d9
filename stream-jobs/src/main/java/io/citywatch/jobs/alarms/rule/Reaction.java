package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import java.time.Duration;

/**
 * What the device is told to do, once in an episode, as soon as the alarm has that severity. Nobody needs to confirm it.
 *
 * @param from the least severity that sets it going
 * @param command the command
 * @param validFor how long it may still be carried out
 */
public record Reaction(Severity from, Command.Verb command, Duration validFor) {
    /** Whether an alarm of that severity sets it going. */
    public boolean isDue(Severity severity) {
        return severity.compareTo(from) <= 0;
    }
}

package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import java.time.Duration;
import java.util.Set;

/**
 * What devices are told as soon as an alarm has that severity.
 *
 * @param command the command
 * @param from the least severity that sets it going
 * @param expiry how long it may be carried out
 * @param insistence how its answer is awaited
 * @param interlocks what keeps it back
 */
public record RuleAction(
        Command.Verb command, Severity from, Duration expiry, Insistence insistence, Set<Interlock> interlocks) {
    public RuleAction {
        interlocks = Set.copyOf(interlocks);
    }
}

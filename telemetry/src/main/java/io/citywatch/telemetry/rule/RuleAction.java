package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import java.time.Duration;

/**
 * What devices are told as soon as an alarm has that severity.
 *
 * @param command the command
 * @param from the least severity that sets it going
 * @param expiry how long it may be carried out
 */
public record RuleAction(Command.Verb command, Severity from, Duration expiry) {}

package io.citywatch.telemetry.alarm;

/** Something that an operator or a rule does to alarms. */
public sealed interface Action permits AlarmAction, AssetAction {
    /** When it was done, in milliseconds since 1970 UTC. */
    long t();
}

package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * The condition of a rule at a device, in one episode.
 *
 * @param rule the rule
 * @param address the device
 * @param severity how bad it is
 * @param onset when it began at the device, in milliseconds since 1970 UTC
 */
public record Condition(String rule, DeviceAddress address, Severity severity, long onset) {
    /** The id of its alarm. */
    public String alarm() {
        return Alarm.id(address.device(), rule);
    }
}

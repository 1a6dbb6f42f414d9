package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * That a device's value has changed, or has stayed the same for too long, where its neighbours count for what that means.
 *
 * @param rule the rule that looks at them
 * @param group the group, with what it has in common: {@code cell/410811001002003}
 * @param address where the device speaks
 * @param since when its value began, at the device, in milliseconds since 1970 UTC
 * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
 * @param terms what it is, and what counts
 */
public record NeighbourNews(String rule, String group, DeviceAddress address, long since, long t, Terms terms) {
    /**
     * What it is, and what counts.
     *
     * @param stuck whether the value has stayed the same for too long; else it has changed
     * @param share how large a part of the neighbours has to have changed since
     * @param simulated whether there is a program behind the device and no sensor
     */
    public record Terms(boolean stuck, double share, boolean simulated) {}

    /** What is remembered together: groups are each district's own, and programs say nothing of what is real. */
    public String key() {
        return rule + '/' + group + '/' + address.district() + (terms.simulated() ? "/simulated" : "");
    }
}

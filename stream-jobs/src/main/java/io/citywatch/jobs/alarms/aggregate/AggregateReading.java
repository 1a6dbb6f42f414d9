package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.group.GroupName;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;

/**
 * A reading of a device that counts for a series of its group.
 *
 * @param terms what its rule says
 * @param group the group
 * @param device the device's name
 * @param t when it was measured, in milliseconds since 1970 UTC
 * @param value what was measured, in the metric's unit
 * @param simulated whether there is a program behind the device
 */
public record AggregateReading(
        AggregateTerms terms, Group group, String device, long t, double value, boolean simulated) {

    /** What is judged together: the group's alarm. */
    public String key() {
        return group.device(terms) + '~' + terms.rule();
    }

    /**
     * A group of devices.
     *
     * @param district six-digit administrative code
     * @param name what its devices have in common, of the sort that the rule says; of a district its code
     */
    public record Group(String district, String name) {
        /** The name that stands in the place of a device's in its alarm: {@code group.main.410811.M-17}. */
        String device(AggregateTerms terms) {
            GroupBy by = terms.detector().series().group();
            return by == GroupBy.DISTRICT ? GroupName.of(by.text(), district) : GroupName.of(by.text(), district, name);
        }
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one device between its messages, apart from its alarms. Mutable, touched by one thread only.
 *
 * <p>There is one for every device of the city, so it is kept small: what most devices don't have is absent.
 */
public final class DeviceState {
    @Nullable
    DeviceAddress address;

    @Nullable
    DeviceFacts facts;

    @Nullable
    Long lastHeard;

    @Nullable
    Long timer;

    private Orders orders = Orders.NONE;
    private long rulesByArrival = RuleTimeline.BEFORE_ALL;
    private long rulesByWatermark = RuleTimeline.BEFORE_ALL;

    @Nullable
    String concentrator;

    private @Nullable ClockDoubt clockDoubt;

    private Lane byArrival = Lane.EMPTY;
    private Lane byWatermark = Lane.EMPTY;
    /** By rule; sorted, so that deadlines that fall together are applied in the same order in a replay. */
    final Map<String, DetectorState> detectors = new DetectorStates();

    /** Where the device speaks; null before it has spoken. */
    public @Nullable DeviceAddress address() {
        return address;
    }

    public void address(@Nullable DeviceAddress newest) {
        address = newest;
    }

    /** What its newest birth says; null when it was never born. */
    public @Nullable DeviceFacts facts() {
        return facts;
    }

    public void facts(@Nullable DeviceFacts newest) {
        facts = newest;
    }

    /** When it was last heard, on the clock of arrivals, in milliseconds since 1970 UTC; null when it never was. */
    public @Nullable Long lastHeard() {
        return lastHeard;
    }

    public void lastHeard(@Nullable Long arrival) {
        lastHeard = arrival;
    }

    /** The time of the one timer that is registered, in milliseconds since 1970 UTC. */
    public @Nullable Long timer() {
        return timer;
    }

    public void timer(@Nullable Long time) {
        timer = time;
    }

    /** The user name of the concentrator that spoke for it last; null when it speaks for itself. */
    public @Nullable String concentrator() {
        return concentrator;
    }

    public void concentrator(@Nullable String userName) {
        concentrator = userName;
    }

    /** What makes one doubt its clock; null for most. */
    public @Nullable ClockDoubt clockDoubt() {
        return clockDoubt;
    }

    public void clockDoubt(@Nullable ClockDoubt newest) {
        clockDoubt = newest;
    }

    /** What is due by that clock. */
    public Lane lane(Clock clock) {
        return clock == Clock.ARRIVAL ? byArrival : byWatermark;
    }

    public void lane(Clock clock, Lane lane) {
        if (clock == Clock.ARRIVAL) {
            byArrival = lane;
        } else {
            byWatermark = lane;
        }
    }

    /** What it was told. */
    public Orders orders() {
        return orders;
    }

    public void orders(Orders newest) {
        orders = newest;
    }

    /** The number of the change of rules that was applied last by that clock. */
    public long rules(Clock clock) {
        return clock == Clock.ARRIVAL ? rulesByArrival : rulesByWatermark;
    }

    public void rules(Clock clock, long number) {
        if (clock == Clock.ARRIVAL) {
            rulesByArrival = number;
        } else {
            rulesByWatermark = number;
        }
    }

    /** What detectors remember, by rule. */
    public Map<String, DetectorState> detectors() {
        return detectors;
    }

    /** Whether actions wait for their time. */
    public boolean holdsActions() {
        return !byArrival.held().isEmpty() || !byWatermark.held().isEmpty();
    }

    /** Adds an action that has to wait for that clock. */
    public void hold(Clock clock, AlarmAction action) {
        lane(clock, lane(clock).hold(action));
    }

    /** Whether there is nothing to remember: the device never spoke, and nothing is due. */
    public boolean isEmpty() {
        return lastHeard == null && timer == null && byArrival.isEmpty() && byWatermark.isEmpty();
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    @Nullable
    Long shelfEnd;
    /** By rule; sorted, so that deadlines that fall together are applied in the same order in a replay. */
    final TreeMap<String, DetectorState> detectors = new TreeMap<>();

    private List<AlarmAction> held = List.of();

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

    /** When the first of its shelved alarms leaves the shelf, in milliseconds since 1970 UTC. */
    public @Nullable Long shelfEnd() {
        return shelfEnd;
    }

    public void shelfEnd(@Nullable Long end) {
        shelfEnd = end;
    }

    /** What detectors remember, by rule. */
    public Map<String, DetectorState> detectors() {
        return detectors;
    }

    /** Actions whose time the log has not come to yet, in the order of their time. */
    public List<AlarmAction> held() {
        return held;
    }

    public void held(List<AlarmAction> actions) {
        held = List.copyOf(actions);
    }

    /** Adds an action that has to wait. */
    public void hold(AlarmAction action) {
        List<AlarmAction> more = new ArrayList<>(held);
        more.add(action);
        more.sort(Comparator.comparingLong(AlarmAction::t));
        held(more);
    }

    /** Whether there is nothing to remember: the device never spoke, and no action waits. */
    public boolean isEmpty() {
        return lastHeard == null && held.isEmpty() && timer == null;
    }

    /** An independent copy. */
    public DeviceState copy() {
        DeviceState copy = new DeviceState();
        copy.address = address;
        copy.facts = facts;
        copy.lastHeard = lastHeard;
        copy.timer = timer;
        copy.shelfEnd = shelfEnd;
        detectors.forEach((rule, state) -> copy.detectors.put(rule, state.copy()));
        copy.held = held;
        return copy;
    }
}

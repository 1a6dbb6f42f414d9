package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.rule.RuleTimeline;
import java.util.HashSet;
import java.util.Set;

/**
 * How far the changes of rules are taken over by the devices that have alarms of them. Going through all those devices takes seconds in
 * a flood, so each tick goes on where the one before stopped. After a restart it begins anew: a device that has taken a change over
 * does not do it twice. Not thread-safe.
 */
final class TakeOver {
    /** So many devices are looked at with each tick: some hundredths of a second of work, during which no message passes. */
    static final int EACH_TICK = 2000;

    private long newest = RuleTimeline.BEFORE_ALL;
    private final Set<String> changed = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private int rest;

    /** The tick's share is used up. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("the next tick goes on", null, false, false);
        }
    }

    /** A tick with the log's time; whether there are devices to go through. */
    boolean begin(RuleTimeline<RuleBook> timeline, long watermark) {
        long last = timeline.newest(watermark);
        if (last > newest) {
            changed.addAll(timeline.changed(newest, watermark));
            seen.clear();
            newest = last;
        }
        rest = EACH_TICK;
        return !changed.isEmpty();
    }

    /** The ids of the rules that have changed. */
    Set<String> changed() {
        return changed;
    }

    /**
     * Whether the device has not been looked at yet.
     *
     * @throws Enough when the tick has looked at as many as it may
     */
    boolean isNew(String device) {
        if (seen.contains(device)) {
            return false;
        }
        if (rest == 0) {
            throw new Enough();
        }
        rest--;
        return seen.add(device);
    }

    /** All devices have been looked at. */
    void end() {
        changed.clear();
        seen.clear();
    }
}

package io.citywatch.console.view;

import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.RulesInForce;

/** The rules as the log has them, each from its time on. Thread-safe. */
public final class RuleView {
    private final RuleTimeline<RulesInForce> timeline = new RuleTimeline<>(rules -> rules);

    /** Takes a change over; one that is known already changes nothing. */
    synchronized void apply(RuleChange change) {
        timeline.add(change);
    }

    /** The rules that hold at that time, in milliseconds since 1970 UTC; the very same until they change. */
    public synchronized RulesInForce at(long t) {
        return timeline.at(t);
    }
}

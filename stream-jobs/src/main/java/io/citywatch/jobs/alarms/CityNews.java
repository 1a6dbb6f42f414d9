package io.citywatch.jobs.alarms;

import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.topic.Tick;

/** What concerns all devices. */
sealed interface CityNews {
    /** The gateway has said how late it is. */
    record Ticked(Tick tick) implements CityNews {}

    /** A rule changes. */
    record RuleChanged(RuleChange change) implements CityNews {}

    /** Work begins or ends at an asset. */
    record AssetWorked(AssetAction action) implements CityNews {}
}

package io.citywatch.console.view;

import io.citywatch.telemetry.alarm.Severity;
import java.util.Map;

/**
 * How many alarms there are that are not over, nor folded into another.
 *
 * @param total all of them
 * @param aside those that are put aside
 * @param severities of each severity those that stand
 */
public record AlarmCounts(int total, int aside, Map<Severity, Standing> severities) {
    /**
     * The alarms of one severity that stand.
     *
     * @param standing all of them
     * @param unseen those that nobody has acknowledged
     */
    public record Standing(int standing, int unseen) {}

    public AlarmCounts {
        severities = Map.copyOf(severities);
    }
}

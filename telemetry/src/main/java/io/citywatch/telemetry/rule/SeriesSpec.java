package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A detector that judges the values of a metric by those before them, or by what the device's group measures. */
public sealed interface SeriesSpec extends DetectorSpec {
    /** Whose values it judges. */
    Metric metric();

    @Override
    default List<Metric> metrics() {
        return List.of(metric());
    }

    /**
     * A quick change.
     *
     * @param rises whether a rise counts, else a fall
     * @param change how much, in the metric's unit or in percent of the value before
     * @param isPercent which of the two
     * @param within in how long at most
     * @param hold when the value stays so long where it went, that is the usual value
     */
    record Rate(
            Metric metric,
            boolean rises,
            double change,
            boolean isPercent,
            Duration within,
            Duration hold,
            Severity severity)
            implements SeriesSpec {
        @Override
        public SortedSet<Severity> severities() {
            return only(severity);
        }
    }

    /**
     * A distance from the usual value, on limits.
     *
     * @param learnReports how many reports after the installation make the usual value; 0: the birth says it
     */
    record Deviation(Metric metric, int learnReports, Limits limits) implements SeriesSpec {
        @Override
        public SortedSet<Severity> severities() {
            return limits.severities();
        }
    }

    /** A value that changes to and fro: so many changes in so long begin it, and so few end it. */
    record Flapping(Metric metric, int changes, int clearChanges, Duration within, Severity severity)
            implements SeriesSpec {
        @Override
        public SortedSet<Severity> severities() {
            return only(severity);
        }
    }

    /**
     * A value that stays the same, within a tolerance in the metric's unit, over so long and so many reports.
     *
     * @param neighbours whose changes have to show that it should have changed too; null: it is judged alone
     */
    record Stuck(
            Metric metric,
            double tolerance,
            Duration unchanged,
            int minReports,
            Severity severity,
            @Nullable Neighbours neighbours)
            implements SeriesSpec {
        /**
         * Neighbours that change while it does not.
         *
         * @param group what they have in common
         * @param share how large a part of them has to have changed, above 0 and at most 1
         */
        public record Neighbours(Agreement.GroupBy group, double share) {}

        @Override
        public SortedSet<Severity> severities() {
            return only(severity);
        }
    }

    /**
     * A flow at night that is more than its share of the flow by day, or has suddenly changed.
     *
     * @param hours which night
     * @param shareOfDailyMean the share
     * @param changePercent the change from the usual flow at night; null: a change says nothing
     */
    record NightFlow(
            Metric metric, Night hours, double shareOfDailyMean, @Nullable Double changePercent, Severity severity)
            implements SeriesSpec {
        /** A night from one full hour to another, in local time. */
        public record Night(int fromHour, int toHour, int utcOffsetHours) {}

        @Override
        public SortedSet<Severity> severities() {
            return only(severity);
        }
    }

    /** A series with a daily rhythm that leaves it: a score from 0 to 1 begins it, and a lower one ends it. */
    record DailyRhythm(Metric metric, double score, double clearScore, Duration clearSustain, Severity severity)
            implements SeriesSpec {
        @Override
        public SortedSet<Severity> severities() {
            return only(severity);
        }
    }

    /**
     * What a group of devices measures together, when it becomes unlike all that came before.
     *
     * @param series the values
     * @param shape the forest that judges them
     * @param band from which score on it is an alarm
     */
    record RandomCutForest(AggregateSeries series, ForestShape shape, Band band, Severity severity)
            implements SeriesSpec {
        /**
         * Scores from 0 to 1: one begins it when it is reached for so long, and values below a lower one for so long end it.
         *
         * @param score what has to be reached
         * @param sustain for how long
         * @param clearScore what values have to stay below
         * @param clearSustain for how long
         */
        public record Band(double score, Duration sustain, double clearScore, Duration clearSustain) {}

        @Override
        public Metric metric() {
            return series.metric();
        }

        @Override
        public SortedSet<Severity> severities() {
            return only(severity);
        }
    }

    private static SortedSet<Severity> only(Severity severity) {
        return new TreeSet<>(Set.of(severity));
    }
}

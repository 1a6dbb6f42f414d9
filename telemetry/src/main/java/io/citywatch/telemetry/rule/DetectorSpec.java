package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A detector's type with its parameters, as a rule says them; {@code docs/rules.md} tells what each does. */
public sealed interface DetectorSpec {
    /** What it has to be told by devices. */
    List<Metric> metrics();

    /** Whether it looks for gas. */
    default boolean isOfGas() {
        return metrics().stream().anyMatch(Metric::isOfGas);
    }

    /** How bad its alarms can be, the worst first. */
    SortedSet<Severity> severities();

    /** How bad its alarms can be at the worst. */
    default Severity worst() {
        return severities().first();
    }

    /** A metric on limits. */
    record Level(Metric metric, Limits limits) implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return limits.severities();
        }
    }

    /** A manhole's cover that is tilted from its angle at installation, or whose switch says that it is open. */
    record Cover(Limits limits) implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of(Metric.TILT_DEG, Metric.COVER_OPEN);
        }

        @Override
        public SortedSet<Severity> severities() {
            return limits.severities();
        }
    }

    /**
     * Something that the device itself has found.
     *
     * @param end the event that ends it
     * @param quiet it is over with the first message that comes so long after the last such event
     * @param metric the metric in whose unit the event's value stands
     */
    record Event(
            EventType begin,
            @Nullable EventType end,
            @Nullable Duration quiet,
            Severity severity,
            @Nullable Metric metric)
            implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return metric == null ? List.of() : List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    /** A switch or a sensor's own state that has one of those values, as in {@code Reading}. */
    record State(Metric metric, Set<Double> values, Severity severity, Duration sustain, Duration clearSustain)
            implements DetectorSpec {
        public State {
            values = Set.copyOf(values);
        }

        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    /**
     * Missed reports.
     *
     * @param missedReports how many in a row
     * @param graceShare how late the last of them may be, as a share of the interval
     * @param severity how bad it is
     * @param severityOf how bad it is for kinds where that differs
     * @param after what has to have been said before; null: anything
     */
    record Silence(
            int missedReports,
            double graceShare,
            Severity severity,
            Map<FacilityKind, Severity> severityOf,
            @Nullable After after)
            implements DetectorSpec {
        /**
         * The last words of a device that then fell silent.
         *
         * @param rules the rules on limits, of which one has a limit that the last value met
         * @param severity how bad the step of that limit is at least
         */
        public record After(Set<String> rules, Severity severity) {
            public After {
                rules = Set.copyOf(rules);
            }
        }

        public Silence {
            severityOf = Map.copyOf(severityOf);
        }

        @Override
        public List<Metric> metrics() {
            return List.of();
        }

        @Override
        public SortedSet<Severity> severities() {
            SortedSet<Severity> all = sorted(severityOf.values());
            all.add(severity);
            return all;
        }
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
            implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    /**
     * A distance from the usual value, on limits.
     *
     * @param learnReports how many reports after the installation make the usual value; 0: the birth says it
     */
    record Deviation(Metric metric, int learnReports, Limits limits) implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return limits.severities();
        }
    }

    /** A value that changes to and fro: so many changes in so long begin it, and so few end it. */
    record Flapping(Metric metric, int changes, int clearChanges, Duration within, Severity severity)
            implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
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
            implements DetectorSpec {
        /**
         * Neighbours that change while it does not.
         *
         * @param group what they have in common
         * @param share how large a part of them has to have changed, above 0 and at most 1
         */
        public record Neighbours(Agreement.GroupBy group, double share) {}

        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
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
            implements DetectorSpec {
        /** A night from one full hour to another, in local time. */
        public record Night(int fromHour, int toHour, int utcOffsetHours) {}

        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    /** A series with a daily rhythm that leaves it: a score from 0 to 1 begins it, and a lower one ends it. */
    record DailyRhythm(Metric metric, double score, double clearScore, Duration clearSustain, Severity severity)
            implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of(metric);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
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
            implements DetectorSpec {
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
        public List<Metric> metrics() {
            return List.of(series.metric());
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    /** One of several conditions; it is as bad as the worst that holds. */
    record AnyOf(List<DetectorSpec> of) implements DetectorSpec {
        public AnyOf {
            of = List.copyOf(of);
        }

        @Override
        public List<Metric> metrics() {
            return metricsOf(of);
        }

        @Override
        public SortedSet<Severity> severities() {
            SortedSet<Severity> all = new TreeSet<>();
            of.forEach(each -> all.addAll(each.severities()));
            return all;
        }
    }

    /** All of several conditions, each now or so long ago at most. */
    record Together(List<DetectorSpec> of, Duration within, Severity severity) implements DetectorSpec {
        public Together {
            of = List.copyOf(of);
        }

        @Override
        public List<Metric> metrics() {
            return metricsOf(of);
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    /** A device that has not done what it was told; how bad that is stands with the action. */
    record Undone() implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of();
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(List.of(Severity.values()));
        }
    }

    /** A device whose clock is wrong. */
    record WrongClock(Severity severity) implements DetectorSpec {
        @Override
        public List<Metric> metrics() {
            return List.of();
        }

        @Override
        public SortedSet<Severity> severities() {
            return sorted(Set.of(severity));
        }
    }

    private static SortedSet<Severity> sorted(Collection<Severity> severities) {
        return new TreeSet<>(severities);
    }

    private static List<Metric> metricsOf(List<DetectorSpec> of) {
        List<Metric> all = new ArrayList<>();
        of.forEach(each -> all.addAll(each.metrics()));
        return all;
    }
}

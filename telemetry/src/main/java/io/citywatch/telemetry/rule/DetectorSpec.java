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
public sealed interface DetectorSpec
        permits DetectorSpec.Level,
                DetectorSpec.Cover,
                DetectorSpec.Event,
                DetectorSpec.State,
                DetectorSpec.Silence,
                DetectorSpec.AnyOf,
                DetectorSpec.Together,
                DetectorSpec.Undone,
                DetectorSpec.WrongClock,
                SeriesSpec {
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

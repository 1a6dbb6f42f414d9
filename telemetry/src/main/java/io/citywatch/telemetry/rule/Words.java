package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.rule.AggregateSeries.Aggregate;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The words that a rule's document may use, each with what it means, in the order in which an error lists them. */
final class Words {
    /** The platform too: what it says of itself is an alarm by a rule like any other. */
    static final Map<String, FacilityKind> KINDS = of(FacilityKind.values(), FacilityKind::code);

    static final Map<String, Severity> SEVERITIES = of(Severity.values(), Severity::text);
    static final Map<String, PressureClass> PRESSURE_CLASSES = of(PressureClass.values(), PressureClass::text);
    static final Map<String, Comparison> COMPARISONS = of(Comparison.values(), Comparison::text);
    static final Map<String, EventType> EVENTS = of(EventType.values(), EventType::text);
    static final Map<String, SensorState> SENSOR_STATES = of(SensorState.values(), SensorState::text);
    static final Map<String, Metric> METRICS = of(Metric.values(), Metric::field);
    static final Map<String, Metric> NUMBERS = of(numbers(), Metric::field);
    static final Map<String, Metric> NUMBERS_AND_SWITCHES = of(numbersAndSwitches(), Metric::field);
    static final Map<String, Metric> SWITCHES_AND_STATES = of(switchesAndStates(), Metric::field);
    static final Map<String, Agreement.GroupBy> GROUPS = of(Agreement.GroupBy.values(), Agreement.GroupBy::text);
    static final Map<String, FoldBy> FOLD_BY = of(FoldBy.values(), FoldBy::text);
    static final Map<String, GroupBy> SERIES_GROUPS = of(GroupBy.values(), GroupBy::text);
    static final Map<String, Aggregate> AGGREGATES = of(Aggregate.values(), Aggregate::text);
    /** There is no command that opens a valve: that is done by hand, on site. */
    static final Map<String, Command.Verb> COMMANDS = of(Command.Verb.values(), Command.Verb::text);

    static final Map<String, Interlock> INTERLOCKS = of(Interlock.values(), Interlock::text);

    private Words() {}

    private static <T> Map<String, T> of(T[] values, Function<T, String> text) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(text.apply(value), value);
        }
        return Collections.unmodifiableMap(words);
    }

    private static Metric[] numbers() {
        return Stream.of(Metric.values())
                .filter(metric -> metric.type() == MetricType.NUMBER)
                .toArray(Metric[]::new);
    }

    private static Metric[] numbersAndSwitches() {
        return Stream.of(Metric.values())
                .filter(metric -> metric.type() != MetricType.STATE)
                .toArray(Metric[]::new);
    }

    private static Metric[] switchesAndStates() {
        return Stream.of(Metric.values())
                .filter(metric -> metric.type() != MetricType.NUMBER)
                .toArray(Metric[]::new);
    }
}

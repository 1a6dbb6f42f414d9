package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Readings, ticks and operators' actions in any order, doubled, late and out of order. */
class LifeCyclePropertyTest {
    /** Something happens so many seconds after what came before it. */
    sealed interface Event {
        double after();
    }

    record Measured(double after, double value, double age, boolean doubled) implements Event {}

    /** The device's clock goes on without a message. */
    record Passed(double after) implements Event {}

    record Acted(double after, Verb verb, String rule, double length, boolean doubled) implements Event {}

    @Property
    void theVersionGrowsAndEachHistoryIsAChain(@ForAll("events") List<Event> events) {
        Map<String, Alarm> newest = new HashMap<>();
        for (Alarm alarm : play(events, true).alarms) {
            Alarm before = newest.put(alarm.id(), alarm);
            if (before != null) {
                assertThat(alarm.version()).isGreaterThan(before.version());
            }
            for (int i = 1; i < alarm.history().size(); i++) {
                assertThat(alarm.history().get(i).from())
                        .isEqualTo(alarm.history().get(i - 1).to());
                assertThat(alarm.history().get(i).t())
                        .isGreaterThan(alarm.history().get(i - 1).t());
            }
            assertThat(alarm.history().get(alarm.history().size() - 1).to()).isEqualTo(alarm.state());
        }
    }

    /** Whatever was done to it, an alarm says whether its condition holds, and critical gas is hidden by nobody's whim. */
    @Property
    void noAlarmIsLost(@ForAll("events") List<Event> events) {
        WatchedDevice device = play(events, true);
        WatchedDevice untouched = play(
                events.stream()
                        .map(event -> event instanceof Acted ? new Passed(event.after()) : event)
                        .toList(),
                true);

        for (Alarm alarm : device.alarms) {
            if (alarm.active()
                    && alarm.severity() == Severity.CRITICAL
                    && alarm.state().isAside()) {
                assertThat(alarm.state()).isNotEqualTo(AlarmState.SHELVED);
                assertThat(alarm.handling().workOrder()).isNotNull();
            }
            if (!alarm.state().isAside()) {
                assertThat(alarm.state()).isEqualTo(AlarmState.of(alarm.active(), alarm.acknowledged()));
            }
        }
        assertThat(conditions(device)).containsExactlyElementsOf(conditions(untouched));
        assertThat(first(device.commands)).isEqualTo(first(untouched.commands));
    }

    /** At first time passes by ticks between the messages; in a replay it passes with the messages alone, and then at once. */
    @Property
    void aReplayTellsTheSameHistory(@ForAll("events") List<Event> events) {
        WatchedDevice live = play(events, true);
        WatchedDevice replayed = play(events, false);

        assertThat(replayed.alarms).containsExactlyInAnyOrderElementsOf(live.alarms);
        assertThat(replayed.commands).isEqualTo(live.commands);
    }

    /** In a replay the few actions are read long before the many messages among which they happened. */
    @Property
    void actionsThatAreReadFirstFallWhereTheyFell(@ForAll("events") List<Event> events) {
        WatchedDevice live = play(events, true);
        WatchedDevice replayed = device(total(events));
        double second = 0;
        for (Event event : events) {
            second += event.after();
            if (event instanceof Acted acted) {
                act(replayed, acted, -1, second);
            }
        }
        second = 0;
        for (Event event : events) {
            second += event.after();
            if (event instanceof Measured measured) {
                measure(replayed, measured, second);
            }
        }
        replayed.passes(second + 20_000);

        assertThat(replayed.alarms).containsExactlyInAnyOrderElementsOf(live.alarms);
    }

    private static WatchedDevice play(List<Event> events, boolean ticks) {
        double total = total(events);
        WatchedDevice device = device(total);
        double second = 0;
        for (Event event : events) {
            second += event.after();
            if (event instanceof Measured measured) {
                measure(device, measured, second);
            } else if (event instanceof Passed && ticks) {
                device.passes(second);
            } else if (event instanceof Acted acted) {
                // What an operator does now is carried out when the log has come so far
                device.passes(second);
                act(device, acted, second, second);
            }
        }
        device.passes(total + 20_000);
        return device;
    }

    /** It reports each minute, and so is often silent. */
    private static WatchedDevice device(double total) {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        device.birth(0, 0, AssetState.COMMISSIONED, "detector_networked", 0, 60);
        device.ticksWithoutTime(total + 30_000, -1000);
        return device;
    }

    private static void measure(WatchedDevice device, Measured measured, double arrival) {
        device.gas(arrival, arrival - measured.age(), measured.value());
        if (measured.doubled()) {
            device.gas(arrival, arrival - measured.age(), measured.value());
        }
    }

    private static void act(WatchedDevice device, Acted acted, double reached, double second) {
        for (int times = acted.doubled() ? 2 : 1; times > 0; times--) {
            device.acts(reached, second, acted.rule(), acted.verb(), "why", second + acted.length(), "WO-1");
        }
    }

    /** Each command as it was first given. */
    private static List<Command> first(List<Command> commands) {
        return commands.stream().distinct().toList();
    }

    private static double total(List<Event> events) {
        return events.stream().mapToDouble(Event::after).sum();
    }

    /** When the condition began, worsened and ended, by what the alarms say. */
    private static List<String> conditions(WatchedDevice device) {
        List<String> changes = new ArrayList<>();
        boolean active = false;
        @Nullable Severity severity = null;
        for (Alarm alarm : device.alarms) {
            if (alarm.rule().equals(GAS_LEAK)
                    && (alarm.active() != active || (active && alarm.severity() != severity))) {
                active = alarm.active();
                severity = alarm.severity();
                changes.add(active + " " + severity + " " + (active ? alarm.onset() - at(0) : ""));
            }
        }
        return changes;
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Double> gaps = Arbitraries.of(0.002, 1.0, 29.0, 61.0, 150.0, 400.0);
        Arbitrary<Double> ages = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0.0)), Tuple.of(2, Arbitraries.of(0.001, 5.0, 40.0, 4000.0)));
        Arbitrary<Event> measured = Combinators.combine(
                        gaps, Arbitraries.of(0.0, 7.0, 12.0, 25.0), ages, Arbitraries.of(true, false))
                .as(Measured::new);
        Arbitrary<Event> passed = gaps.map(Passed::new);
        Arbitrary<Event> acted = Combinators.combine(
                        gaps,
                        Arbitraries.of(Verb.values()),
                        Arbitraries.frequency(Tuple.of(8, GAS_LEAK), Tuple.of(1, "silence"), Tuple.of(1, "none")),
                        Arbitraries.of(-1.0, 30.0, 300.0, 3600.0, 1_000_000.0),
                        Arbitraries.of(true, false))
                .as(Acted::new);
        return Arbitraries.frequencyOf(Tuple.of(4, measured), Tuple.of(1, passed), Tuple.of(3, acted))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}

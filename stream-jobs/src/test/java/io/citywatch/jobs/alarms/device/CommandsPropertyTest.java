package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.COMMAND_UNANSWERED;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.CommandAnswer.Result;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
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

/** Leaks, answers and readings of the valve: late, doubled, out of order, to other episodes, or not at all. */
class CommandsPropertyTest {
    private static final int MOST_OFTEN = 3;

    /** Something happens so many seconds after what came before it. */
    sealed interface Event {
        double after();
    }

    record Gas(double after, double lel, double age) implements Event {}

    record Valve(double after, boolean open, double age) implements Event {}

    /** An answer to the command that was given so many commands ago. */
    record Answered(double after, int ago, Result result, boolean doubled) implements Event {}

    record Tested(double after) implements Event {}

    record Acknowledged(double after) implements Event {}

    record Passed(double after) implements Event {}

    @Property
    void aCommandIsTheSameEachTimeItIsGivenUntilItsEndAndGivenThreeTimesAtMost(@ForAll("events") List<Event> events) {
        WatchedDevice device = play(events, true);

        Map<String, Integer> given = new HashMap<>();
        Map<String, Command> before = new HashMap<>();
        for (Command command : device.commands) {
            Command last = before.put(command.id(), command);
            if (last == null) {
                assertThat(command.expires()).isEqualTo(command.t() + 600_000);
            } else if (command.equals(last)) {
                assertThat(given.merge(command.id(), 1, Integer::sum)).isLessThan(MOST_OFTEN);
            } else {
                assertThat(command.t()).isEqualTo(last.t());
                assertThat(command.expires()).isGreaterThanOrEqualTo(last.expires() + 600_000);
            }
            assertThat(command.id()).startsWith(Alarm.id(device.address.device(), GAS_LEAK) + '~');
        }
    }

    /** Nobody asks for a thing that was done, was refused, or belongs to an episode of which nothing was old. */
    @Property
    void theAlarmOfItsOwnHoldsExactlyWhileSomethingIsUndone(@ForAll("events") List<Event> events) {
        WatchedDevice device = play(events, true);

        boolean undone = device.state().orders().all().stream()
                .anyMatch(order -> order.fate().isUndone());
        boolean active = device.all().stream()
                .anyMatch(alarm -> alarm.alarm().rule().equals(COMMAND_UNANSWERED)
                        && alarm.alarm().active());
        assertThat(active).isEqualTo(undone);
    }

    @Property
    void aReplayTellsTheSame(@ForAll("events") List<Event> events) {
        WatchedDevice live = play(events, true);
        WatchedDevice replayed = play(events, false);

        assertThat(replayed.alarms).containsExactlyInAnyOrderElementsOf(live.alarms);
        assertThat(replayed.commands).isEqualTo(live.commands);
    }

    /** What comes late, the newest first, after what the device has said in time, and with no sign of a clock that is wrong. */
    @Property
    void oldNewsGivesNoCommand(@ForAll("events") List<Event> events) {
        List<Event> late = new ArrayList<>();
        late.add(new Gas(0, 0, 0));
        double second = 0;
        for (Event event : events) {
            second += event.after();
            if (event instanceof Gas gas) {
                late.add(new Gas(gas.after(), gas.lel(), second + 301 + 1000 * late.size()));
            } else if (event instanceof Valve valve) {
                late.add(new Valve(valve.after(), valve.open(), Math.min(valve.age(), 70)));
            } else {
                late.add(event);
            }
        }

        assertThat(play(late, true).commands).isEmpty();
    }

    private static WatchedDevice play(List<Event> events, boolean ticks) {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        double second = 0;
        for (Event event : events) {
            second += event.after();
            if (event instanceof Gas gas) {
                device.says(second, lel(second - gas.age(), gas.lel()));
            } else if (event instanceof Valve valve) {
                device.says(
                        second,
                        Reading.at(at(second - valve.age()))
                                .with(Metric.VALVE_OPEN, valve.open())
                                .build());
            } else if (event instanceof Answered answered) {
                answer(device, answered, second);
            } else if (event instanceof Tested) {
                device.says(second, new DeviceEvent(at(second), EventType.SELF_TEST, null, null));
            } else if (event instanceof Acknowledged) {
                device.does(second, GAS_LEAK, AlarmAction.Verb.ACKNOWLEDGE, null, null);
            } else if (ticks) {
                device.passes(second);
            }
        }
        device.passes(second + 10_000);
        return device;
    }

    /** An answer names a command that the device has; in a replay it is there when it was there at first. */
    private static void answer(WatchedDevice device, Answered answered, double second) {
        device.passes(second - 0.001);
        int place = device.commands.size() - 1 - answered.ago();
        String id = place < 0
                ? "gas-2~gas-leak~1~closeValve"
                : device.commands.get(place).id();
        DeviceMessage message = new CommandAnswer(at(second), id, answered.result(), null);
        for (int times = answered.doubled() ? 2 : 1; times > 0; times--) {
            device.says(second, message);
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Double> gaps = Arbitraries.of(0.002, 1.0, 4.9, 10.0, 31.0, 61.0, 130.0, 620.0);
        Arbitrary<Double> ages = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0.0)), Tuple.of(2, Arbitraries.of(0.001, 12.0, 70.0, 400.0)));
        Arbitrary<Event> gas =
                Combinators.combine(gaps, Arbitraries.of(0.0, 12.0, 25.0), ages).as(Gas::new);
        Arbitrary<Event> valve =
                Combinators.combine(gaps, Arbitraries.of(true, false), ages).as(Valve::new);
        Arbitrary<Event> answered = Combinators.combine(
                        gaps,
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(Result.values()),
                        Arbitraries.of(true, false))
                .as(Answered::new);
        Arbitrary<Event> tested = gaps.map(Tested::new);
        Arbitrary<Event> acknowledged = gaps.map(Acknowledged::new);
        Arbitrary<Event> passed = gaps.map(Passed::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(5, gas),
                        Tuple.of(2, valve),
                        Tuple.of(4, answered),
                        Tuple.of(1, tested),
                        Tuple.of(1, acknowledged),
                        Tuple.of(2, passed))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}

package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.COMMAND_UNANSWERED;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static io.citywatch.telemetry.command.Command.Verb.CLOSE_VALVE;
import static io.citywatch.telemetry.command.Command.Verb.SOUND_SIREN;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.CommandAnswer.Result;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gas detector is told at 25 % LEL, and what comes of it. */
class CommandsTest {
    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @Test
    void theValveAndTheSirenAreToldAtOnceAndAnswer() {
        device.gas(0, 25);
        device.answers(3, CLOSE_VALVE, Result.DONE);
        device.answers(4, SOUND_SIREN, Result.DONE);
        device.passes(3600);

        assertThat(device.commands).extracting(Command::command).containsExactly(CLOSE_VALVE, SOUND_SIREN);
        assertThat(device.commands).extracting(Command::expires).containsOnly(at(600));
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE))
                .containsExactly("command closeValve 0", "answer closeValve: done 3");
        assertThat(device.told(GAS_LEAK, SOUND_SIREN))
                .containsExactly("command soundSiren 0", "answer soundSiren: done 4");
        assertThat(device.causes(COMMAND_UNANSWERED)).isEmpty();
    }

    @Test
    void aMissingAnswerIsAskedForAgainWithTheSameIdAndThenRaisesAnAlarm() {
        device.gas(0, 25);
        device.answers(1, SOUND_SIREN, Result.DONE);
        device.passes(34);
        assertThat(device.commands(CLOSE_VALVE)).hasSize(3);
        assertThat(device.commands(CLOSE_VALVE))
                .containsOnly(device.commands(CLOSE_VALVE).get(0));
        assertThat(device.causes(COMMAND_UNANSWERED)).isEmpty();

        device.passes(3600);

        assertThat(device.told(GAS_LEAK, CLOSE_VALVE))
                .containsExactly(
                        "command closeValve 0",
                        "command closeValve: repeated 5",
                        "command closeValve: repeated 15",
                        "noAnswer closeValve 35");
        assertThat(device.commands(CLOSE_VALVE)).hasSize(3);
        Alarm alarm = device.alarm(COMMAND_UNANSWERED);
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alarm.state()).isEqualTo(AlarmState.UNACK);
        assertThat(alarm.history().get(0).t()).isEqualTo(at(35));
        assertThat(alarm.history().get(0).reason()).isEqualTo("closeValve: unanswered");
        assertThat(alarm.text().zh()).contains("关阀");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "FAILED"})
    void whatTheDeviceWillNotOrCannotDoRaisesAnAlarmAtOnce(Result result) {
        device.gas(0, 25);
        device.answers(3, CLOSE_VALVE, result);

        assertThat(device.alarm(COMMAND_UNANSWERED).history().get(0).t()).isEqualTo(at(3));
        assertThat(device.alarm(COMMAND_UNANSWERED).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aSirenThatDoesNotSoundIsLessBadAndAValveThatFailsBesideItWorsensThat() {
        device.gas(0, 25);
        device.answers(3, SOUND_SIREN, Result.FAILED);
        assertThat(device.alarm(COMMAND_UNANSWERED).severity()).isEqualTo(Severity.HIGH);

        device.answers(4, CLOSE_VALVE, Result.FAILED);

        assertThat(device.alarm(COMMAND_UNANSWERED).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.causes(COMMAND_UNANSWERED)).containsExactly("raise", "worsen");
    }

    @Test
    void aLateAnswerClearsIt() {
        device.gas(0, 25);
        device.answers(1, SOUND_SIREN, Result.DONE);
        device.passes(100);
        device.answers(2000, CLOSE_VALVE, Result.DONE);

        assertThat(device.causes(COMMAND_UNANSWERED)).containsExactly("raise", "escalate", "clear");
        assertThat(device.alarm(COMMAND_UNANSWERED).state()).isEqualTo(AlarmState.RTNUN);
    }

    @Test
    void aReadingThatShowsTheValveClosedIsEvidence() {
        device.gas(0, 25);
        device.answers(1, SOUND_SIREN, Result.DONE);
        device.answers(1, CLOSE_VALVE, Result.FAILED);
        device.valve(60, false);

        assertThat(device.causes(COMMAND_UNANSWERED)).containsExactly("raise", "clear");
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE)).last().isEqualTo("answer closeValve: the valve is closed 60");
    }

    @Test
    void aSirenThatIsStillAwaitedDoesNotHoldTheAlarmOfAValveThatIsClosed() {
        device.gas(0, 25);
        device.answers(1, CLOSE_VALVE, Result.FAILED);
        device.valve(2, false);

        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isFalse();
    }

    @Test
    void aReadingFromBeforeTheLeakIsNoEvidence() {
        device.gas(60, 25);
        device.says(61, Reading.at(at(30)).with(Metric.VALVE_OPEN, false).build());
        device.passes(100);

        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isTrue();
    }

    @Test
    void aValveThatIsSeenOpenAfterItSaidDoneHasNotClosed() {
        device.gas(0, 25);
        device.obeys(2);
        device.valve(11, true);
        assertThat(device.causes(COMMAND_UNANSWERED)).isEmpty();

        device.valve(12, true);

        assertThat(device.alarm(COMMAND_UNANSWERED).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE)).last().isEqualTo("answer closeValve: the valve is open 12");
    }

    @Test
    void doneIsDoneWhateverIsAnsweredToARepeat() {
        device.gas(0, 25);
        device.passes(6);
        device.obeys(7);
        int before = device.alarms.size();

        device.answers(8, CLOSE_VALVE, Result.REFUSED);
        device.answers(9, CLOSE_VALVE, Result.DONE);

        assertThat(device.alarms).hasSize(before);
        assertThat(device.causes(COMMAND_UNANSWERED)).isEmpty();
    }

    @Test
    void answersToNothingAreCountedAndChangeNothing() {
        device.gas(0, 25);
        int before = device.alarms.size();
        device.says(1, new CommandAnswer(at(1), "gas-2~gas-leak~0~closeValve", Result.DONE, null));
        device.says(1, new CommandAnswer(at(1), "gas-1~gas-leak~1~closeValve", Result.FAILED, null));

        assertThat(device.alarms).hasSize(before);
        assertThat(device.counted(AlarmMeter.STRAY_ANSWERS)).isEqualTo(2);
    }

    @Test
    void aDeviceOfThingsBoardsAnswersByTheNumberOfTheCommand() {
        device.gas(0, 25);
        String number =
                ThingsBoardTopic.requestOf(device.commands(CLOSE_VALVE).get(0).id());

        device.says(1, new CommandAnswer(at(1), number, Result.DONE, null));

        assertThat(device.told(GAS_LEAK, CLOSE_VALVE))
                .containsExactly("command closeValve 0", "answer closeValve: done 1");
        assertThat(device.counted(AlarmMeter.STRAY_ANSWERS)).isZero();
    }

    @Test
    void anAnswerToAnEarlierEpisodeSaysNothingOfThisOne() {
        device.gas(0, 25);
        Command earlier = device.commands(CLOSE_VALVE).get(0);
        device.obeys(1);
        device.gas(10, 0);
        device.gas(70, 0);
        device.gas(80, 25);
        device.says(81, new CommandAnswer(at(81), earlier.id(), Result.DONE, null));
        device.passes(120);

        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isTrue();
    }

    @Test
    void itIsOverWhenTheGasIsOverAndSomebodyHasSeenThat() {
        device.gas(0, 25);
        device.passes(40);
        device.gas(50, 0);
        device.gas(110, 0);
        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isTrue();

        device.acknowledges(120, GAS_LEAK);

        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isFalse();
        assertThat(device.state().orders()).isEqualTo(Orders.NONE);
        assertThat(device.alarm(COMMAND_UNANSWERED).history()).last().satisfies(step -> assertThat(step.t())
                .isEqualTo(at(120)));
    }

    @Test
    void nothingIsRepeatedAfterItsEnd() {
        device.gas(0, 25);
        device.passes(1_000_000);

        assertThat(device.commands).hasSize(6);
        assertThat(device.commands)
                .allSatisfy(command -> assertThat(command.expires()).isEqualTo(at(600)));
    }

    @Test
    void whatWasNeverAnsweredIsToldAnewWhenTheDeviceSpeaksAfterItsEnd() {
        device.gas(0, 25);
        device.gas(599, 25);
        assertThat(device.commands(CLOSE_VALVE)).hasSize(3);

        device.gas(600, 25);
        assertThat(device.commands(CLOSE_VALVE)).hasSize(4);
        Command anew = device.commands(CLOSE_VALVE).get(3);
        assertThat(anew.id()).isEqualTo(device.commands(CLOSE_VALVE).get(0).id());
        assertThat(anew.expires()).isEqualTo(at(1200));
        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isTrue();
        device.obeys(603);

        assertThat(device.causes(COMMAND_UNANSWERED)).containsExactly("raise", "escalate", "clear");
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE))
                .endsWith("noAnswer closeValve 35", "command closeValve: repeated 600", "answer closeValve: done 603");
    }

    @Test
    void untilItAnswersItIsToldAnewAfterTwiceAsLongEachTime() {
        for (int second = 0; second <= 6000; second += 60) {
            device.gas(second, 25);
        }

        assertThat(device.commands(CLOSE_VALVE))
                .extracting(command -> (command.expires() - at(0)) / 1000)
                .containsExactly(600L, 600L, 600L, 1200L, 1800L, 3000L, 5400L);
        assertThat(device.causes(COMMAND_UNANSWERED)).containsExactly("raise", "escalate");
    }

    @Test
    void aDeviceThatHasRefusedOrWhoseGasIsOverIsNotToldAnew() {
        device.gas(0, 25);
        device.answers(1, CLOSE_VALVE, Result.REFUSED);
        device.gas(700, 25);
        assertThat(device.commands(CLOSE_VALVE)).hasSize(1);
        assertThat(device.commands(SOUND_SIREN)).hasSize(4);

        device.gas(710, 0);
        device.gas(770, 0);
        device.gas(2000, 3);

        assertThat(device.commands(SOUND_SIREN)).hasSize(4);
    }

    @Test
    void aDeviceThatTestsItselfIsToldAnewAfterThat() {
        device.gas(0, 25);
        device.event(700, EventType.SELF_TEST);
        device.gas(705, 25);
        assertThat(device.commands(CLOSE_VALVE)).hasSize(3);

        device.gas(821, 25);

        assertThat(device.commands(CLOSE_VALVE)).hasSize(4);
    }

    @Test
    void whatActsWaitsForNobodyEvenIfItsRuleFolds() {
        WatchedDevice tampered = OneRule.of(
                FacilityKind.GAS,
                "{\"type\": \"event\", \"begin\": \"tamper\", \"end\": \"restore\", \"severity\": \"high\"}, "
                        + "\"fold\": [\"high\"], \"actions\": [{\"command\": \"closeValve\", \"severity\": \"high\","
                        + " \"expirySeconds\": 600}]");

        tampered.event(0, EventType.TAMPER);

        assertThat(tampered.commands).extracting(Command::t).containsExactly(at(0));
        assertThat(tampered.folds).isEmpty();
    }

    @Test
    void oldNewsClosesNoValve() {
        device.says(301, lel(0, 100));

        assertThat(device.commands).isEmpty();
    }

    @Test
    void aSelfTestKeepsCommandsBackForTwoMinutesButNoAlarm() {
        device.event(0, EventType.SELF_TEST);
        device.gas(5, 25);
        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.commands).isEmpty();

        device.passes(121);

        assertThat(device.commands).extracting(Command::t).containsOnly(at(120));
        assertThat(device.commands).extracting(Command::expires).containsOnly(at(720));
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE))
                .containsExactly("withheld closeValve: selfTest 5", "command closeValve 120");
    }

    @Test
    void aDeviceThatTestsItselfWithoutAnEndKeepsCommandsBackForTenMinutes() {
        for (int second = 0; second <= 1200; second += 60) {
            device.event(second, EventType.SELF_TEST);
            device.gas(second + 5, 25);
        }

        assertThat(device.commands(CLOSE_VALVE)).isNotEmpty();
        assertThat(device.commands(CLOSE_VALVE).get(0).t()).isEqualTo(at(605));
        assertThat(device.commands(CLOSE_VALVE).get(0).expires()).isEqualTo(at(1205));
    }

    @Test
    void testGasThatIsGoneAfterTheSelfTestClosesNothing() {
        device.event(0, EventType.SELF_TEST);
        device.gas(1, 25);
        device.gas(15, 0);
        device.gas(75, 0);
        device.passes(200);

        assertThat(device.commands).isEmpty();
    }

    /** The command that is kept back stands in the place of the one that nobody answered. */
    @Test
    void testGasAfterALeakWithoutAnAnswerDoesNotKeepTheAlarmOfTheAnswerForEver() {
        device.gas(0, 25);
        device.gas(1, 0);
        device.gas(61, 0);
        assertThat(device.alarm(GAS_LEAK).active()).isFalse();
        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isTrue();

        device.event(62, EventType.SELF_TEST);
        device.gas(63, 25);
        device.gas(64, 0);
        device.gas(95, 0);
        device.gas(126, 0);
        device.passes(3600);

        assertThat(device.commands(CLOSE_VALVE)).as("repeats of the first leak").hasSize(3);
        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isFalse();
    }

    @Test
    void aDeviceThatWarmsUpIsToldWhenItIsWell() {
        device.gas(0, 12);
        device.says(10, lel(10, 0, SensorState.WARMUP));
        // Without a word of its sensor the reading counts
        device.gas(20, 25);
        assertThat(device.commands).isEmpty();

        device.says(30, lel(30, 25, SensorState.NORMAL));

        assertThat(device.commands).extracting(Command::t).containsOnly(at(30));
        assertThat(device.told(GAS_LEAK, SOUND_SIREN)).contains("withheld soundSiren: warmUp 20");
    }

    @Test
    void commandsOfASimulatedAlarmAreMarkedAndNeverGoToTheRealDeviceThatFollows() {
        device.simulatedBirth(0);
        device.gas(1, 25);
        assertThat(device.commands).extracting(Command::simulated).containsOnly(true);
        assertThat(device.alarm(GAS_LEAK).source().simulated()).isTrue();

        device.birth(2, AssetState.COMMISSIONED, "detector_with_solenoid_valve", 0);
        device.passes(100);

        assertThat(device.commands).hasSize(2);
        assertThat(device.alarm(GAS_LEAK).active()).isFalse();
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE)).last().isEqualTo("withheld closeValve: simulated 6");
    }

    @Test
    void realGasAfterASimulatedLeakIsAlarmOfItsOwn() {
        device.simulatedBirth(0);
        device.gas(1, 25);
        device.birth(2, AssetState.COMMISSIONED, "detector_with_solenoid_valve", 0);
        device.gas(3, 25);

        assertThat(device.alarm(GAS_LEAK).source().simulated()).isFalse();
        assertThat(device.commands).extracting(Command::simulated).containsExactly(true, true, false, false);
    }

    @Test
    void gasThatStaysAlthoughTheValveIsClosedIsCritical() {
        device.valve(0, false);
        device.gas(10, 12);
        device.gas(59, 12);
        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.HIGH);

        device.gas(60, 12);

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.alarm(GAS_LEAK).history().get(1).reason()).contains("valve is closed");
        assertThat(device.commands).extracting(Command::command).containsExactly(CLOSE_VALVE, SOUND_SIREN);
    }

    @Test
    void aReadingThatWorsensTheAlarmByItsClosedValveIsTheAnswerTooAndDoubledNoOther() {
        Reading closed = Reading.at(at(60))
                .with(Metric.GAS_LEL, 12)
                .with(Metric.VALVE_OPEN, false)
                .build();
        device.valve(0, false);
        device.gas(10, 12);
        device.says(60, closed);
        Alarm alarm = device.alarm(GAS_LEAK);

        device.says(60, closed);

        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.told(GAS_LEAK, CLOSE_VALVE))
                .containsExactly("command closeValve 60", "answer closeValve: the valve is closed 60");
        assertThat(device.alarm(GAS_LEAK)).isEqualTo(alarm);
    }

    @Test
    void nothingIsKeptOfTheValveOfADeviceThatIsTakenAway() {
        device.valve(0, false);
        device.event(1, EventType.SELF_TEST);
        assertThat(device.state().orders()).isNotEqualTo(Orders.NONE);

        device.birth(50, AssetState.DECOMMISSIONED, "detector_with_solenoid_valve", 0);

        assertThat(device.state().orders()).isEqualTo(Orders.NONE);
    }

    @Test
    void aDeviceThatIsTakenAwayIsAwaitedNoMore() {
        device.gas(0, 25);
        device.passes(40);
        device.birth(50, AssetState.DECOMMISSIONED, "detector_with_solenoid_valve", 0);
        device.passes(1000);

        assertThat(device.alarm(COMMAND_UNANSWERED).active()).isFalse();
        assertThat(device.nextDeadline()).isGreaterThan(at(179));
    }
}

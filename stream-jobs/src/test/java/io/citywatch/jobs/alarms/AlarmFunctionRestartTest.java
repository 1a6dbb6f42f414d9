package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;

/** Snapshots of the function, and what a restarted one knows. */
class AlarmFunctionRestartTest extends AlarmFunctionHarness {
    @Test
    void whatIsWithheldSurvivesARestart() throws Exception {
        birth(0);
        time(186);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(196);

        assertThat(alarms()).extracting(Alarm::state, Alarm::updated).containsExactly(tuple(AlarmState.UNACK, at(196)));
    }

    @Test
    void aRestoredFunctionGoesOnWhereTheOtherStopped() throws Exception {
        birth(0);
        time(5);
        tilt(10, 20);
        time(20);
        OperatorSubtaskState snapshot = harness.snapshot(1, at(20));
        time(50);
        acknowledge(52);
        time(300);
        List<Alarm> uninterrupted = alarms();

        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(50);
        acknowledge(52);
        time(300);

        assertThat(alarms()).isEqualTo(uninterrupted);
        assertThat(uninterrupted).extracting(Alarm::rule).containsExactly("manhole-tilt", "manhole-tilt", "silence");
    }

    @Test
    void aSnapshotThatIsWrittenWhileMessagesComeHoldsWhatWasBeforeThem() throws Exception {
        birth(0);
        time(5);
        OperatorSubtaskState before = harness.snapshot(1, at(5));
        OperatorSnapshotFutures begun = ((AbstractStreamOperator<LogRecord>) harness.getOperator())
                .snapshotState(
                        2,
                        at(5),
                        new CheckpointOptions(
                                CheckpointType.CHECKPOINT, CheckpointStorageLocationReference.getDefault()),
                        new MemCheckpointStreamFactory(1024 * 1024));
        tilt(10, 20);
        tilt(20, 20);
        OperatorSubtaskState written = OperatorSnapshotFinalizer.create(begun).getJobManagerOwnedState();

        assertThat(lifeFrom(written)).isEqualTo(lifeFrom(before)).isNotEmpty();
    }

    /** What comes of a cover that is restored and silent from then on. */
    private List<Alarm> lifeFrom(OperatorSubtaskState snapshot) throws Exception {
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(300);
        return alarms();
    }

    @Test
    void aSuppressionSurvivesARestartAndEndsByTimeAlone() throws Exception {
        time(0);
        tilt(1, 0);
        act(2, AlarmAction.Verb.SUPPRESS, "road works", at(600));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        tilt(10, 100);
        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.SUPPRESSED);
        time(600);

        assertThat(alarms().get(1).history())
                .extracting(Transition::cause, Transition::to)
                .containsExactly(
                        tuple("suppress", AlarmState.SUPPRESSED),
                        tuple("raise", AlarmState.SUPPRESSED),
                        tuple("unsuppress", AlarmState.UNACK));
    }

    @Test
    void aLastWordOfGasAndAClockThatIsFoundToBeWrongSurviveARestart() throws Exception {
        time(0);
        gasOf(1, -20_000, 25);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(62);
        assertThat(alarms()).extracting(Alarm::rule, Alarm::onset).containsOnly(tuple("gas-leak", at(1)));

        gasOf(71, 70 - 20_001, 0);
        gasOf(131, 130 - 20_001, 0);
        snapshot = harness.snapshot(2, 0);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        gasOf(201, 200 - 20_001, 0);
        time(220);

        assertThat(alarms())
                .extracting(Alarm::rule, Alarm::active)
                .contains(tuple("gas-leak", false), tuple("device-clock", true));
    }

    private void gasOf(double arrival, double t, double gasLel) throws Exception {
        saysGas(
                arrival,
                Channel.TELEMETRY,
                Reading.at(at(t)).with(Metric.GAS_LEL, gasLel).build());
    }

    /** Between a command and its answer: the restarted function gives it again, awaits the answer, and knows it. */
    @Test
    void aCommandIsAwaitedOverARestart() throws Exception {
        time(0);
        gas(1, 25);
        List<Command> given = commands();
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(6);
        assertThat(commands()).isEqualTo(given).hasSize(2);
        for (Command command : given) {
            saysGas(8, Channel.ACK, new CommandAnswer(at(8), command.id(), CommandAnswer.Result.DONE, null));
        }
        time(100);

        assertThat(commands()).hasSize(2);
        assertThat(rules()).containsOnly("gas-leak");
        assertThat(alarms().get(alarms().size() - 1).history())
                .extracting(Transition::reason)
                .contains("closeValve: done", "soundSiren: done");
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aHeldActionSurvivesARestart() throws Exception {
        time(0);
        tilt(1, 100);
        acknowledge(50);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(51);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.ACKED);
    }
}

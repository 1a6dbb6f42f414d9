package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.PointsSerializer;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.LogPosition;
import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The books of the historian's tasks when there are more or fewer of them than before. */
class RescaledHistoryTest {
    private static final long MINUTE = 1_676_339_400_000L;
    private static final int PARTITIONS = 4;

    private final List<OneInputStreamOperatorTestHarness<PositionedUplink, Points>> tasks = new ArrayList<>();
    private long checkpoint;

    @AfterEach
    void close() throws Exception {
        for (var task : tasks) {
            task.close();
        }
    }

    @Test
    void aCheckpointHasEachBookOnceHoweverManyTasksThereAre() throws Exception {
        start(2, List.of());
        everyTaskReads(0);
        List<OperatorSubtaskState> two = checkpoint();
        assertThat(books(two)).isEqualTo(PARTITIONS);

        start(4, two);
        List<OperatorSubtaskState> unread = checkpoint();

        assertThat(books(unread)).as("before anything comes").isEqualTo(PARTITIONS);

        start(1, unread);
        everyTaskReads(1);
        assertThat(books(checkpoint())).isEqualTo(PARTITIONS);
    }

    @Test
    void afterARescalingABookIsThereTwiceAtMostAndOnceAfterTheNextRestart() throws Exception {
        start(1, List.of());
        everyTaskReads(0);
        List<OperatorSubtaskState> one = checkpoint();

        start(4, one);
        everyTaskReads(1);
        List<OperatorSubtaskState> four = checkpoint();
        assertThat(books(four)).isBetween(PARTITIONS, 2 * PARTITIONS);

        start(4, four);
        assertThat(books(checkpoint())).as("before anything comes").isEqualTo(PARTITIONS);
        everyTaskReads(2);
        assertThat(books(checkpoint())).isEqualTo(PARTITIONS);
    }

    @Test
    void whoeverReadsAPartitionKnowsWhatWasReadOfItBefore() throws Exception {
        start(2, List.of());
        everyTaskReads(0);
        start(3, checkpoint());
        everyTaskReads(1);
        start(4, checkpoint());
        start(2, checkpoint());

        for (int partition = 0; partition < PARTITIONS; partition++) {
            var reader = tasks.get(1 - partition % 2);
            for (long message = 0; message <= 2; message++) {
                reader.processElement(message(partition, 2 + message, message), MINUTE);
            }
            assertThat(reader.extractOutputValues())
                    .extracting(points -> points.origin().entry().isBooked())
                    .endsWith(false, false, true);
        }
    }

    /** Ends all tasks and starts so many, from what theirs have saved. */
    private void start(int parallelism, List<OperatorSubtaskState> saved) throws Exception {
        close();
        tasks.clear();
        for (int task = 0; task < parallelism; task++) {
            var log = new LogOptions("127.0.0.1:9", 1, Duration.ofMillis(50), Duration.ofMillis(5));
            var harness = new OneInputStreamOperatorTestHarness<>(
                    new ProcessOperator<>(new UplinkHistory(log)), JobEnvironment.MAX_PARALLELISM, parallelism, task);
            harness.setup(new PointsSerializer());
            if (!saved.isEmpty()) {
                harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        AbstractStreamOperatorTestHarness.repackageState(saved.toArray(OperatorSubtaskState[]::new)),
                        JobEnvironment.MAX_PARALLELISM,
                        saved.size(),
                        parallelism,
                        task));
            }
            harness.open();
            tasks.add(harness);
        }
    }

    private void everyTaskReads(long message) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            // Not by whom its book is kept after a rescaling
            tasks.get((partition + 1) % tasks.size()).processElement(message(partition, message, message), MINUTE);
        }
    }

    private List<OperatorSubtaskState> checkpoint() throws Exception {
        checkpoint++;
        List<OperatorSubtaskState> saved = new ArrayList<>();
        for (var task : tasks) {
            saved.add(task.snapshot(checkpoint, checkpoint));
        }
        return saved;
    }

    private static int books(List<OperatorSubtaskState> saved) {
        int books = 0;
        for (OperatorSubtaskState task : saved) {
            for (OperatorStateHandle handle : task.getManagedOperatorState()) {
                books += handle.getStateNameToPartitionOffsets().get("books").getOffsets().length;
            }
        }
        return books;
    }

    private static PositionedUplink message(int partition, long offset, long number) {
        DeviceAddress device = new DeviceAddress("410811", FacilityKind.GAS, "gas-" + partition);
        Reading reading = Reading.at(MINUTE + number).with(Metric.GAS_LEL, 1).build();
        return new PositionedUplink(
                new LogPosition(partition, offset),
                MINUTE,
                false,
                new DeviceUplink(device, Channel.TELEMETRY, MINUTE + 7, List.of(reading), null));
    }
}

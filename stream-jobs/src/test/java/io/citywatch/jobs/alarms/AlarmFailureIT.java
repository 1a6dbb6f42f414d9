package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.runtime.RuntimeOptions.StateBackend;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose workers die gives the same alarms and commands as one that reads the same log without a fault.
 *
 * <p>When an acknowledgement is read, among the messages around its time, differs from run to run; what comes of it in the end
 * does not.
 */
class AlarmFailureIT {
    private static final int DEVICES = 24;
    private static final int ROUNDS = 30;
    private static final int ROUND_MILLIS = 20_000;
    /** So many that each partition and each worker has some: once all are seen, everything before them is. */
    private static final int MARKERS = 32;

    @TempDir
    Path folder;

    private final long start = System.currentTimeMillis() - 3_600_000;
    private final Random random = new Random(7);

    @Test
    void diesAndGoesOnWithTheSameAlarms() throws Exception {
        try (AlarmLog log = new AlarmLog(folder.resolve("kafka"))) {
            Set<Alarm> alarms;
            Set<Command> commands;
            try (MiniCluster cluster = run(log, folder, StateBackend.ROCKSDB)) {
                births(log);
                for (int round = 0; round < ROUNDS; round++) {
                    readings(log, round);
                    log.ticks(start + (round + 1L) * ROUND_MILLIS - 1000, start - 60_000);
                    acknowledgements(log, round);
                    if (round % 10 == 5) {
                        int seen = log.alarms.size();
                        log.awaitUntil(() -> log.alarms.size() > seen);
                        cluster.terminateTaskManager(0).get();
                        cluster.startTaskManager();
                    }
                }
                markers(log);
                log.awaitUntil(() -> markersSeen(log) == MARKERS);
                alarms = new HashSet<>(log.alarms);
                commands = new HashSet<>(log.commands);
            }
            log.alarms.clear();
            log.commands.clear();
            try (MiniCluster cluster = run(log, folder, StateBackend.HASHMAP)) {
                log.awaitUntil(() -> markersSeen(log) == MARKERS);
            }

            Set<Alarm> replayed = new HashSet<>(log.alarms);
            assertThat(commands).hasSizeGreaterThan(DEVICES / 4).isEqualTo(new HashSet<>(log.commands));
            assertThat(alarms).hasSizeGreaterThan(DEVICES);
            assertThat(without(steps(alarms), steps(replayed))).isEmpty();
            assertThat(without(steps(replayed), steps(alarms))).isEmpty();
            assertThat(newest(alarms)).isEqualTo(newest(replayed));
            assertThat(causes(alarms)).contains("raise", "worsen", "clear", "acknowledge");
        }
    }

    /** Starts the job on a cluster of its own, with checkpoints in that folder. */
    static MiniCluster run(AlarmLog log, Path folder, StateBackend backend) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        AlarmOptions options = AlarmOptions.of(log.bootstrapServers());
        AlarmJob.define(
                env,
                options.withRuntime(options.runtime()
                        .withParallelism(AlarmLog.PARTITIONS)
                        .withStateBackend(backend)
                        .withCheckpointInterval(Duration.ofMillis(200))
                        .withCheckpointFolder(
                                folder.resolve("checkpoints").toUri().toString())));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(AlarmLog.PARTITIONS)
                .withRandomPorts()
                .build());
        cluster.start();
        cluster.submitJob(env.getStreamGraph().getJobGraph()).get();
        return cluster;
    }

    private void births(AlarmLog log) {
        for (int i = 0; i < DEVICES; i++) {
            Birth birth = new Birth(
                    start,
                    "asset-" + i,
                    AssetState.COMMISSIONED,
                    Birth.Identity.UNKNOWN,
                    Birth.Place.UNKNOWN,
                    Birth.Share.NONE,
                    0,
                    i % 5 == 0 ? 5 : 600);
            log.says(device(i), Channel.BIRTH, start + i, birth);
        }
    }

    private void readings(AlarmLog log, int round) {
        for (int i = 0; i < DEVICES; i++) {
            DeviceAddress device = device(i);
            long arrival = start + (long) round * ROUND_MILLIS + 100 + random.nextInt(15_000);
            long t = arrival - (random.nextInt(5) == 0 ? random.nextInt(60_000) : 0);
            Reading reading = device.kind() == FacilityKind.GAS
                    ? Reading.at(t)
                            .with(Metric.GAS_LEL, random.nextInt(3) == 0 ? 15 + random.nextInt(10) : 0)
                            .build()
                    : Reading.at(t)
                            .with(Metric.TILT_DEG, random.nextInt(2) == 0 ? 15 : 0)
                            .build();
            log.says(device, Channel.TELEMETRY, arrival, reading);
        }
    }

    private void acknowledgements(AlarmLog log, int round) {
        DeviceAddress device = device(round % DEVICES);
        String rule = device.kind() == FacilityKind.GAS ? "gas-leak" : "manhole-tilt";
        log.does(new AlarmAction(
                Alarm.id(device.device(), rule),
                device.device(),
                AlarmAction.Verb.ACKNOWLEDGE,
                start + (round + 1L) * ROUND_MILLIS - 500,
                "operator/li",
                null,
                null));
    }

    /** Covers that are raised by the watermark, after everything else that it decides. */
    private void markers(AlarmLog log) {
        long end = start + (ROUNDS + 10L) * ROUND_MILLIS;
        log.ticks(end, start - 60_000);
        for (int i = 0; i < MARKERS; i++) {
            DeviceAddress marker = new DeviceAddress(district(DEVICES + i), FacilityKind.MANHOLE, "END-" + i);
            log.says(
                    marker,
                    Channel.TELEMETRY,
                    end + 1,
                    Reading.at(end + 1).with(Metric.TILT_DEG, 15).build());
        }
        log.ticks(end + 60_000, start - 60_000);
    }

    private static long markersSeen(AlarmLog log) {
        return log.alarms.stream()
                .map(Alarm::id)
                .filter(id -> id.startsWith("END-"))
                .distinct()
                .count();
    }

    /** What happened to the conditions, but for the one that ends with an acknowledgement. */
    private static List<String> steps(Set<Alarm> alarms) {
        return alarms.stream()
                .filter(alarm -> !alarm.rule().equals(DefaultRules.COMMAND_UNANSWERED))
                .flatMap(alarm -> alarm.history().stream()
                        .filter(step -> step.by() == null)
                        .map(step -> alarm.id() + " " + step.t() + " " + step.cause() + " " + step.severity()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The state that each alarm has in the end. */
    private static Map<String, String> newest(Set<Alarm> alarms) {
        Map<String, String> newest = new TreeMap<>();
        alarms.stream()
                .filter(alarm -> !alarm.rule().equals(DefaultRules.COMMAND_UNANSWERED))
                .sorted(Comparator.comparingLong(Alarm::version))
                .forEach(alarm -> newest.put(alarm.id(), alarm.state() + " since " + alarm.onset()));
        return newest;
    }

    private static List<String> without(List<String> all, List<String> others) {
        return all.stream().filter(step -> !others.contains(step)).toList();
    }

    private static Set<String> causes(Set<Alarm> alarms) {
        List<String> causes = new ArrayList<>();
        alarms.forEach(alarm -> alarm.history().forEach(step -> causes.add(step.cause())));
        return causes.stream().collect(Collectors.toSet());
    }

    private static DeviceAddress device(int i) {
        return i % 2 == 0
                ? new DeviceAddress(district(i), FacilityKind.GAS, "GAS-" + i)
                : new DeviceAddress(district(i), FacilityKind.MANHOLE, "COVER-" + i);
    }

    /** Each in its own district, so that what befalls them is no flood: here the log is read faster than floods are judged. */
    private static String district(int i) {
        return String.format("4108%02d", i);
    }
}

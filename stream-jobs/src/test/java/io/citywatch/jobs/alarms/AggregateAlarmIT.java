package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.runtime.RuntimeOptions.StateBackend;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Random;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A main whose pressure drifts away as a whole, on a cluster of which a part fails in between; nothing is wrong with any point of it. */
class AggregateAlarmIT {
    private static final String RULE =
            """
            {"id": "main-pressure", "kinds": ["water-pipe"],
             "detector": {"type": "randomCutForest", "metric": "pressureKpa", "group": "main", "minDevices": 2,
               "bucketSeconds": 60, "latenessSeconds": 10, "trees": 20, "sampleSize": 64, "shingle": 4, "warmUpBuckets": 150,
               "score": 0.55, "clear": {"score": 0.3, "sustainSeconds": 300}, "severity": "medium"},
             "text": {"zh": "压力异常", "en": "pressure is unusual"}}""";

    private static final long BUCKET = 60_000;
    private static final int POINTS = 3;
    private static final int DRIFTS_FROM = 300;
    private static final int DRIFTS_TO = 330;
    private static final int FAILS_AT = 325;
    private static final int END = 420;
    private static final double DRIFT_KPA_A_BUCKET = 3;

    @TempDir
    Path folder;

    private final Random random = new Random(9);
    private final long start = (System.currentTimeMillis() / BUCKET - 600) * BUCKET;

    @Test
    void aMainThatDriftsAsAWholeHasOneAlarmThatEndsWhenItIsBack() throws Exception {
        try (AlarmLog log = new AlarmLog(folder.resolve("kafka"))) {
            log.rule("main-pressure", start - 60_000, RULE);
            for (String main : new String[] {"M-1", "M-2"}) {
                for (int point = 0; point < POINTS; point++) {
                    log.says(point(main, point), Channel.BIRTH, start, birth(main));
                }
            }
            try (MiniCluster cluster = AlarmFailureIT.run(log, folder, StateBackend.ROCKSDB)) {
                minutes(log, 0, FAILS_AT);
                log.awaitUntil(() -> !log.alarms.isEmpty());
                cluster.terminateTaskManager(0).get();
                cluster.startTaskManager();
                minutes(log, FAILS_AT, END);
                log.awaitUntil(() -> log.alarms.stream().anyMatch(alarm -> !alarm.active()));
            }

            assertThat(log.alarms).extracting(Alarm::id).containsOnly("group.main.410811.M-1~main-pressure");
            Alarm raised = log.alarms.get(0);
            assertThat(raised.state()).isEqualTo(AlarmState.UNACK);
            assertThat(raised.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(raised.text().en()).isEqualTo("Main M-1: pressure is unusual");
            assertThat(raised.onset()).isBetween(start + DRIFTS_FROM * BUCKET, start + DRIFTS_TO * BUCKET);
            assertThat(raised.evidence().metric()).isEqualTo("pressureKpa");
            // What the failed part had written may stand there twice, and is the same
            assertThat(new LinkedHashSet<>(log.alarms)).hasSize(2);
            Alarm over = log.alarms.get(log.alarms.size() - 1);
            assertThat(over.state()).isEqualTo(AlarmState.RTNUN);
            assertThat(over.history()).extracting(Transition::cause).containsExactly("raise", "clear");
            assertThat(over.updated()).isGreaterThan(start + DRIFTS_TO * BUCKET);
        }
    }

    private void minutes(AlarmLog log, int from, int to) {
        for (int bucket = from; bucket < to; bucket++) {
            double drifted = bucket >= DRIFTS_FROM && bucket < DRIFTS_TO ? bucket - DRIFTS_FROM : 0;
            for (int point = 0; point < POINTS; point++) {
                say(log, point("M-1", point), bucket, DRIFT_KPA_A_BUCKET * drifted);
                say(log, point("M-2", point), bucket, 0);
            }
            log.ticks(start + (bucket + 1) * BUCKET + 15_000, start - 60_000);
        }
    }

    private void say(AlarmLog log, DeviceAddress point, int bucket, double lostKpa) {
        double usual = 300 + 20 * Math.sin(bucket * 2 * Math.PI / 60) + random.nextGaussian();
        long t = start + bucket * BUCKET + random.nextInt((int) BUCKET);
        log.says(
                point,
                Channel.TELEMETRY,
                t + 1000,
                Reading.at(t).with(Metric.PRESSURE_KPA, usual - lostKpa).build());
    }

    private Birth birth(String main) {
        return new Birth(
                start,
                "asset-" + main,
                AssetState.COMMISSIONED,
                Birth.Identity.UNKNOWN,
                new Birth.Place(null, null, null, new Birth.Neighbours(null, main, null)),
                Birth.Share.NONE,
                0,
                3600);
    }

    private static DeviceAddress point(String main, int point) {
        return new DeviceAddress("410811", FacilityKind.WATER_PIPE, main + "-P" + point);
    }
}

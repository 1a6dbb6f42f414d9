package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.uplink.OwnTimes;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The birth says that the device reports every 60 s; three missed, and a tenth of grace, make 186 s. */
class SilenceTest {
    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @Test
    void threeMissedReportsAreSilence() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.gas(60, 0);
        device.tick(245, -1000);
        assertThat(device.alarms).isEmpty();

        device.tick(247, -1000);

        Alarm alarm = device.alarm(SILENCE);
        assertThat(alarm.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(alarm.onset()).isEqualTo(at(60));
        assertThat(alarm.updated()).isEqualTo(at(246));
        assertThat(device.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anythingHeardEndsIt() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.tick(300, -1000);

        device.says(400, Channel.TELEMETRY, List.of());

        assertThat(device.causes(SILENCE)).containsExactly("raise", "clear");
        device.tick(500, -1000);
        assertThat(device.causes(SILENCE)).hasSize(2);
        device.tick(600, -1000);
        assertThat(device.causes(SILENCE)).containsExactly("raise", "clear", "raise");
    }

    @Test
    void whatIsSentThroughAgainDoesNotEndIt() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.tick(300, -1000);

        device.says(400, Channel.TELEMETRY, OwnTimes.FORMER, List.of());

        assertThat(device.causes(SILENCE)).containsExactly("raise");
    }

    @ParameterizedTest
    @CsvSource({"5,false", "20,false", "95,true"})
    void aCoverThatWasOpenAndThenFellSilentMayBeMissing(double tiltDeg, boolean missing) {
        var cover = new WatchedDevice(FacilityKind.MANHOLE);
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.tilt(10, tiltDeg);
        cover.tick(195, -1000);
        assertThat(cover.causes("cover-missing")).isEmpty();
        cover.tick(198, -1000);

        assertThat(cover.causes("cover-missing")).hasSize(missing ? 1 : 0);
        cover.tilt(200, 0);
        assertThat(cover.causes("cover-missing")).hasSize(missing ? 2 : 0);
        cover.tick(400, -1000);
        assertThat(cover.causes("cover-missing")).filteredOn("raise"::equals).hasSize(missing ? 1 : 0);
    }

    @Test
    void whatFollowedAGapDoesNotChangeWhatWasSaidBeforeIt() {
        var cover = new WatchedDevice(FacilityKind.MANHOLE);
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);
        level(cover, 10, 1.5);
        level(cover, 300, 0.2);
        level(cover, 600, 1.5);
        // As in a replay, messages run ahead of what is known of the gateway
        cover.tick(601, -1000);

        assertThat(cover.causes("manhole-submerged")).containsExactly("raise", "clear");
        assertThat(cover.alarm("manhole-submerged").onset()).isEqualTo(at(10));
        assertThat(cover.alarm("manhole-submerged").severity()).isEqualTo(Severity.HIGH);
    }

    private static void level(WatchedDevice cover, double second, double waterLevelM) {
        cover.says(
                second,
                Reading.at(at(second)).with(Metric.WATER_LEVEL_M, waterLevelM).build());
    }

    @Test
    void aLastWillIsNoSignOfLife() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.says(100, new Death(at(100)));
        device.tick(190, -1000);

        assertThat(device.causes(SILENCE)).containsExactly("raise");
    }

    @Test
    void otherKindsAreLow() {
        var cover = new WatchedDevice(FacilityKind.MANHOLE);
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.tick(300, -1000);

        assertThat(cover.alarm(SILENCE).severity()).isEqualTo(Severity.LOW);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMISSIONED,self_closing_valve",
        "INSTALLED,detector_networked",
        "REGISTERED,detector_networked",
        "DECOMMISSIONED,detector_networked"
    })
    void whoIsNotExpectedToReportIsNotSilent(AssetState state, String type) {
        device.birth(0, state, type, 0);
        device.tick(100_000, -1000);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void aDeviceWithoutABirthIsNotSilent() {
        device.gas(0, 0);
        device.tick(100_000, -1000);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void itEndsWhenTheDeviceIsTakenOutOfService() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.tick(300, -1000);
        device.birth(310, AssetState.DECOMMISSIONED, "detector_networked", 0);
        device.tick(10_000, -1000);

        assertThat(device.causes(SILENCE)).containsExactly("raise", "clear");
    }

    @Test
    void theTimeInWhichNobodyListenedDoesNotCount() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.tick(100, -1000);
        device.tick(5000, 4999);
        device.tick(5184, 4999);
        assertThat(device.alarms).isEmpty();

        device.tick(5185, 4999);

        assertThat(device.causes(SILENCE)).containsExactly("raise");
        assertThat(device.alarm(SILENCE).updated()).isEqualTo(at(5185));
    }

    @Test
    void whoSpeaksFirstAfterARestartOfTheGatewayWasNotSilent() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.tick(100, -1000);
        device.gas(5000, 0);
        device.tick(5001, 4999);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void aSilenceOfLongAgoIsJudgedByWhatTheGatewayDidThen() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        for (int second = 1; second < 500; second++) {
            device.tick(second, -1000);
        }
        var replayed = new WatchedDevice(FacilityKind.GAS);
        replayed.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);

        // In a replay the ticks of other partitions may run ahead
        replayed.tick(-1, -1000);
        replayed.passes(0);
        replayed.ticksWithoutTime(499, -1000);
        replayed.ticksWithoutTime(10_000, 9_000);
        replayed.passes(600);

        assertThat(replayed.alarms).isEqualTo(device.alarms).isNotEmpty();
    }
}

package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.MANHOLE_TILT;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManholeTiltTest {
    private final WatchedDevice cover = new WatchedDevice(FacilityKind.MANHOLE);

    @Test
    void aTiltHasToLastHalfAMinute() {
        cover.tilt(0, 15);
        cover.passes(29.999);
        assertThat(cover.alarms).isEmpty();
        assertThat(cover.nextDeadline()).isEqualTo(at(30));

        cover.passes(30);

        Alarm alarm = cover.alarm(MANHOLE_TILT);
        assertThat(alarm.severity()).isEqualTo(Severity.HIGH);
        assertThat(alarm.onset()).isEqualTo(at(0));
        assertThat(alarm.updated()).isEqualTo(at(30));
        assertThat(alarm.evidence()).isEqualTo(new Alarm.Evidence("tiltDeg", 15.0, 10.0));
    }

    @Test
    void aLaterReadingShowsThatItLasted() {
        cover.tilt(0, -15);
        cover.says(45, reading(20, -12), reading(30, -14));

        assertThat(cover.alarm(MANHOLE_TILT).onset()).isEqualTo(at(0));
    }

    @Test
    void tenDegreesAreNotBeyondTen() {
        cover.tilt(0, 10);
        cover.passes(100);

        assertThat(cover.alarms).isEmpty();
    }

    @Test
    void aHeavyVehicleIsForgotten() {
        cover.tilt(0, 15);
        cover.tilt(5, 7.9);
        cover.passes(100);

        assertThat(cover.alarms).isEmpty();
    }

    @Test
    void withinTheDeadBandItGoesOn() {
        cover.tilt(0, 15);
        cover.tilt(5, 8);
        cover.passes(30);

        assertThat(cover.alarm(MANHOLE_TILT).active()).isTrue();
    }

    @Test
    void aDeadlineBeforeTheNextMessageIsAppliedBeforeIt() {
        cover.tilt(0, 15);
        cover.tilt(31, 0);

        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "clear");
        assertThat(cover.alarm(MANHOLE_TILT).history().get(0).t()).isEqualTo(at(30));
        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.RTNUN);
    }

    @Test
    void theRestOfABacklogIsAwaited() {
        cover.says(120, reading(0, 15));
        cover.says(121, reading(10, 0));
        cover.passes(1000);

        assertThat(cover.alarms).isEmpty();
    }

    @Test
    void beyondARightAngleThereIsNoDelay() {
        cover.tilt(0, 90.1);

        assertThat(cover.alarm(MANHOLE_TILT).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(cover.alarm(MANHOLE_TILT).updated()).isEqualTo(at(0));
    }

    @Test
    void anOpenCoverIsCriticalAtOnceAndStaysSoUntilItIsLevelAndClosed() {
        cover.says(0, Reading.at(at(0)).with(Metric.COVER_OPEN, true).build());
        assertThat(cover.alarm(MANHOLE_TILT).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(cover.alarm(MANHOLE_TILT).evidence()).isEqualTo(new Alarm.Evidence("coverOpen", 1.0, 1.0));

        cover.tilt(10, 0);
        assertThat(cover.alarm(MANHOLE_TILT).active()).isTrue();

        cover.says(20, Reading.at(at(20)).with(Metric.COVER_OPEN, false).build());
        assertThat(cover.alarm(MANHOLE_TILT).active()).isFalse();
    }

    @Test
    void whatIsWorseReplacesWhatIsPending() {
        cover.tilt(0, 15);
        cover.tilt(5, 120);
        cover.acknowledges(6, MANHOLE_TILT);
        cover.passes(1000);

        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "acknowledge");
        assertThat(cover.alarm(MANHOLE_TILT).onset()).isEqualTo(at(0));
    }

    @ParameterizedTest
    @CsvSource({"20,29,false", "20,31,true", "-5,-16,true", "-5,4,false", "175,-176,false", "175,-174,true"})
    void theTiltIsMeasuredFromTheAngleAtInstallation(double baseline, double tilt, boolean raised) {
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", baseline);
        cover.tilt(10, tilt);
        cover.passes(40);

        assertThat(cover.alarms).hasSize(raised ? 1 : 0);
    }

    @Test
    void aNewerBirthSetsTheAngleAnewAndAnOlderOneDoesNot() {
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.tilt(10, 30);
        cover.birth(20, AssetState.COMMISSIONED, "cover_tilt", 30);
        cover.passes(45);
        cover.birth(50, 15, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.tilt(60, 30);
        cover.passes(100);

        assertThat(cover.alarms).isEmpty();
    }

    @Test
    void aRepeatedBirthDoesNotHideATilt() {
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 3);
        cover.tilt(10, -9);
        cover.birth(20, AssetState.COMMISSIONED, "cover_tilt", 3);
        cover.passes(40);

        assertThat(cover.alarm(MANHOLE_TILT).evidence()).isEqualTo(new Alarm.Evidence("tiltDeg", -9.0, -7.0));
        assertThat(cover.alarm(MANHOLE_TILT).source().asset()).isEqualTo("4108110111000042");
    }

    @Test
    void aCoverThatIsTakenAwayHasNoAlarm() {
        cover.tilt(0, 100);
        cover.birth(10, AssetState.DECOMMISSIONED, "cover_tilt", 0);

        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "clear");
    }

    private static Reading reading(double second, double tiltDeg) {
        return Reading.at(at(second)).with(Metric.TILT_DEG, tiltDeg).build();
    }
}

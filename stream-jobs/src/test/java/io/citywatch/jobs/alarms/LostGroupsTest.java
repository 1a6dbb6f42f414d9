package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.OwnTimes;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that have lost what they knew, as when a job is started without their state: nothing stays hidden for which no alarm stands. */
class LostGroupsTest extends AlarmFunctionWithGroups {
    private static final double SILENT = 186;
    private static final String FLOOD = "group.concentrator.410802.c-1~flood";
    private static final String EXPIRED = "group.district.410802~gas-sensor-expired";

    @Test
    void whatTheyHadFoldedIsFoldedAnewWithinAnHour() throws Exception {
        covers(40);
        comesTo(SILENT + 4);
        assertThat(standing()).extracting(Alarm::id).containsExactly(FLOOD);

        loseGroups();
        passes(SILENT + 10, 3700);

        assertThat(standing()).extracting(Alarm::id).containsExactly(FLOOD);
        assertThat(hidden()).isEmpty();
        assertThat(Objects.requireNonNull(view.get(FLOOD).handling().members()).active())
                .isEqualTo(40);

        double back = SILENT + 4000;
        for (int i = 0; i < 40; i++) {
            says("C-" + i, FacilityKind.MANHOLE, back, tilt(back));
        }
        comesTo(back + 1);
        assertThat(standing()).isEmpty();
        assertThat(floods.numKeyedStateEntries()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theFewThatAreLeftOfALostFloodComeForwardAndItIsOver(int left) throws Exception {
        covers(40);
        comesTo(SILENT + 4);
        loseGroups();
        for (int i = left; i < 40; i++) {
            says("C-" + i, FacilityKind.MANHOLE, SILENT + 20, birth(i, SILENT + 20, AssetState.DECOMMISSIONED));
        }

        passes(SILENT + 30, 3700);

        assertThat(standing()).extracting(Alarm::rule).hasSize(left).containsOnly("silence");
        assertThat(hidden()).isEmpty();
        assertThat(Objects.requireNonNull(view.get(FLOOD)).active()).isFalse();
    }

    @Test
    void aDistrictsAlarmFindsItsMembersAgain() throws Exception {
        for (int report = 0; report < 3; report++) {
            for (int i = 0; i < 30; i++) {
                double t = report * 3600 + i;
                says(
                        "G-" + i,
                        FacilityKind.GAS,
                        t,
                        Reading.at(at(t))
                                .with(Metric.GAS_LEL, 0)
                                .with(SensorState.EXPIRED)
                                .build());
            }
        }
        comesTo(7300);
        assertThat(standing()).extracting(Alarm::id).containsExactly(EXPIRED);

        loseGroups();
        passes(7310, 3700);

        assertThat(standing()).extracting(Alarm::id).containsExactly(EXPIRED);
        assertThat(hidden()).isEmpty();
        assertThat(Objects.requireNonNull(view.get(EXPIRED).handling().members())
                        .active())
                .isEqualTo(30);
        assertThat(calls).extracting(AlarmStep::alarm).containsOnly(EXPIRED);
    }

    /** Whoever has lost nothing hears nothing of being asked. */
    @Test
    void whatIsKnownGoesOnWithoutACall() throws Exception {
        covers(40);
        comesTo(SILENT + 4);
        restart();

        passes(SILENT + 10, 3 * 3600);

        assertThat(standing()).extracting(Alarm::id).containsExactly(FLOOD);
        assertThat(calls).extracting(AlarmStep::alarm).containsExactly(FLOOD);
    }

    private void covers(int count) throws Exception {
        time(0);
        for (int i = 0; i < count; i++) {
            says("C-" + i, FacilityKind.MANHOLE, 0, birth(i, 0, AssetState.COMMISSIONED));
        }
    }

    private static Birth birth(int cover, double t, AssetState state) {
        return new Birth(
                at(t),
                String.format("4108020101%06d", cover),
                state,
                new Birth.Identity(null, null, "cover_tilt"),
                Birth.Place.UNKNOWN,
                Birth.Share.NONE,
                0,
                60);
    }

    private static Reading tilt(double t) {
        return Reading.at(at(t)).with(Metric.TILT_DEG, 0).build();
    }

    private void says(String device, FacilityKind kind, double t, DeviceMessage message) throws Exception {
        Channel channel = message instanceof Birth ? Channel.BIRTH : Channel.TELEMETRY;
        harness.processElement(
                new AlarmInput.Heard(new DeviceUplink(
                        new DeviceAddress("410802", kind, device),
                        channel,
                        at(t),
                        "concentrator/410802/c-1",
                        OwnTimes.POSSIBLE,
                        List.of(message),
                        null)),
                at(t));
    }

    private void passes(double from, double seconds) throws Exception {
        for (double t = from; t < from + seconds; t += 20) {
            comesTo(t);
        }
    }
}

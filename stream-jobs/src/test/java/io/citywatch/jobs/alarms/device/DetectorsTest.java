package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.OneRule.IT;
import static io.citywatch.jobs.alarms.device.OneRule.reading;
import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.state.DevicePacker;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each detector at one device, through its rule. */
class DetectorsTest {
    private static final double DAY = 86_400;

    @Test
    void aRiseWithinTheWindowIsFoundAndASlowOneIsNot() {
        WatchedDevice bin = OneRule.of(FacilityKind.WASTE, rate("temperatureC", "rise", "\"change\": 10"));
        for (int minute = 0; minute < 30; minute++) {
            says(bin, minute * 60, Metric.TEMPERATURE_C, 20 + minute * 1.5);
        }
        assertThat(bin.alarms).isEmpty();

        says(bin, 1800 + 200, Metric.TEMPERATURE_C, 63.5 + 10);

        assertThat(bin.alarm(IT).severity()).isEqualTo(Severity.HIGH);
        assertThat(bin.alarm(IT).onset()).isEqualTo(at(29 * 60));
        assertThat(bin.alarm(IT).evidence()).isEqualTo(new Evidence("temperatureC", 73.5, 73.5));
    }

    @Test
    void aRiseIsOverWhenHalfOfItIsBackOrWhenItIsTheUsualValue() {
        WatchedDevice bin = OneRule.of(FacilityKind.WASTE, rate("temperatureC", "rise", "\"change\": 10"));
        says(bin, 0, Metric.TEMPERATURE_C, 20);
        says(bin, 100, Metric.TEMPERATURE_C, 40);
        says(bin, 1000, Metric.TEMPERATURE_C, 25.5);
        assertThat(bin.alarm(IT).active()).isTrue();
        says(bin, 1100, Metric.TEMPERATURE_C, 25);
        assertThat(bin.alarm(IT).active()).isFalse();

        says(bin, 1200, Metric.TEMPERATURE_C, 36);
        says(bin, 1200 + 3599, Metric.TEMPERATURE_C, 36);
        assertThat(bin.alarm(IT).active()).isTrue();
        says(bin, 1200 + 3600, Metric.TEMPERATURE_C, 36);
        assertThat(bin.alarm(IT).active()).isFalse();
    }

    /** What is remembered is less precise than what is measured. */
    @Property(tries = 300)
    void aChangeThatReachesItsLimitMeetsIt(
            @ForAll @IntRange(min = 0, max = 9000) int tenths, @ForAll boolean rises, @ForAll boolean percent) {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.GAS_PIPE,
                rate("pressureKpa", rises ? "rise" : "fall", percent ? "\"changePercent\": 10" : "\"change\": 30"));
        int from = 310 + tenths / 10 * 10;
        int change = percent ? from / 10 : 300;
        says(pipe, 0, Metric.PRESSURE_KPA, from / 10.0);
        says(pipe, 60, Metric.PRESSURE_KPA, (rises ? from + change - 1 : from - change + 1) / 10.0);
        assertThat(pipe.alarms).isEmpty();

        says(pipe, 120, Metric.PRESSURE_KPA, (rises ? from + change : from - change) / 10.0);

        assertThat(pipe.alarm(IT).active()).isTrue();
    }

    @Test
    void aFallThatGoesOnIsOneAlarmHoweverSeldomTheDeviceReports() {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.GAS_PIPE,
                "{\"type\": \"rate\", \"metric\": \"pressureKpa\", \"direction\": \"fall\", \"change\": 30,"
                        + " \"withinSeconds\": 21600, \"holdSeconds\": 3600, \"severity\": \"high\"}");

        for (int report = 0; report < 9; report++) {
            says(pipe, report * 7200, Metric.PRESSURE_KPA, 900 - 40 * report);
        }

        assertThat(pipe.causes(IT)).doesNotContain("clear");
        assertThat(pipe.alarm(IT).active()).isTrue();
    }

    @Test
    void aFallInPercentIsMeasuredFromTheValueBefore() {
        WatchedDevice pipe = OneRule.of(FacilityKind.GAS_PIPE, rate("pressureKpa", "fall", "\"changePercent\": 10"));
        says(pipe, 0, Metric.PRESSURE_KPA, 200);
        says(pipe, 60, Metric.PRESSURE_KPA, 180.1);
        assertThat(pipe.alarms).isEmpty();

        says(pipe, 120, Metric.PRESSURE_KPA, 180);

        assertThat(pipe.alarm(IT).evidence().limit()).isEqualTo(180.0);
    }

    @Test
    void pressureThatFallsWhileFlowRisesIsALeakAndEitherAloneIsNone() {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.WATER_PIPE,
                "{\"type\": \"together\", \"withinSeconds\": 120, \"severity\": \"medium\", \"of\": ["
                        + rate("pressureKpa", "fall", "\"change\": 30") + ", "
                        + rate("flowM3h", "rise", "\"changePercent\": 20") + "]}");
        says(pipe, 0, Metric.PRESSURE_KPA, 330);
        says(pipe, 1, Metric.FLOW_M3H, 50);
        says(pipe, 60, Metric.PRESSURE_KPA, 295);
        assertThat(pipe.alarms).isEmpty();

        says(pipe, 70, Metric.FLOW_M3H, 61);
        assertThat(pipe.alarm(IT).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(pipe.alarm(IT).onset()).isEqualTo(at(0));

        says(pipe, 600, Metric.PRESSURE_KPA, 328);
        says(pipe, 700, Metric.PRESSURE_KPA, 328);
        assertThat(pipe.alarm(IT).active()).isTrue();
        says(pipe, 721, Metric.PRESSURE_KPA, 328);
        assertThat(pipe.alarm(IT).active()).isFalse();
    }

    @Test
    void ofSeveralConditionsTheWorstCounts() {
        WatchedDevice bin = OneRule.of(
                FacilityKind.WASTE,
                "{\"type\": \"anyOf\", \"of\": [{\"type\": \"level\", \"metric\": \"temperatureC\", \"steps\":"
                        + " [{\"limit\": 60, \"severity\": \"critical\"}], \"clear\": {\"limit\": 55}}, "
                        + rate("temperatureC", "rise", "\"change\": 10") + "]}");
        says(bin, 0, Metric.TEMPERATURE_C, 30);
        says(bin, 60, Metric.TEMPERATURE_C, 45);
        assertThat(bin.alarm(IT).severity()).isEqualTo(Severity.HIGH);
        says(bin, 120, Metric.TEMPERATURE_C, 61);
        assertThat(bin.alarm(IT).severity()).isEqualTo(Severity.CRITICAL);
        says(bin, 180, Metric.TEMPERATURE_C, 50);
        assertThat(bin.alarm(IT).active()).isTrue();
        says(bin, 240, Metric.TEMPERATURE_C, 33);

        assertThat(bin.causes(IT)).containsExactly("raise", "worsen", "clear");
    }

    @Test
    void aSwitchHasToHaveTheValueForLongEnough() {
        WatchedDevice sensor = OneRule.of(
                FacilityKind.GAS,
                "{\"type\": \"state\", \"metric\": \"sensorState\", \"values\": [\"fault\", \"expired\"],"
                        + " \"severity\": \"low\", \"sustainSeconds\": 60, \"clear\": {\"sustainSeconds\": 30}}");
        state(sensor, 0, SensorState.FAULT);
        state(sensor, 30, SensorState.NORMAL);
        sensor.passes(100);
        assertThat(sensor.alarms).isEmpty();

        state(sensor, 200, SensorState.EXPIRED);
        sensor.passes(260);
        assertThat(sensor.alarm(IT).onset()).isEqualTo(at(200));
        state(sensor, 300, SensorState.NORMAL);
        state(sensor, 329, SensorState.NORMAL);
        assertThat(sensor.alarm(IT).active()).isTrue();
        state(sensor, 330, SensorState.WARMUP);
        assertThat(sensor.alarm(IT).active()).isFalse();
    }

    @Test
    void anEventEndsWhenTheDeviceGoesOnWithoutIt() {
        WatchedDevice bay = OneRule.of(
                FacilityKind.PARKING,
                "{\"type\": \"event\", \"begin\": \"tamper\", \"end\": \"restore\", \"quietSeconds\": 600,"
                        + " \"severity\": \"medium\"}");
        says(bay, 0, Metric.OCCUPIED, 1);
        assertThat(bay.state().detectors()).isEmpty();
        bay.event(10, EventType.TAMPER);
        bay.event(500, EventType.TAMPER);
        says(bay, 1099, Metric.OCCUPIED, 1);
        assertThat(bay.alarm(IT).active()).isTrue();
        says(bay, 1100, Metric.OCCUPIED, 1);
        assertThat(bay.alarm(IT).active()).isFalse();

        bay.event(2000, EventType.TAMPER);
        bay.event(2010, EventType.RESTORE);
        assertThat(bay.causes(IT)).containsExactly("raise", "clear", "raise", "clear");
    }

    @Test
    void sixChangesAreFlappingAndARepeatedStateIsNone() {
        WatchedDevice bay = OneRule.of(
                FacilityKind.PARKING,
                "{\"type\": \"flapping\", \"metric\": \"occupied\", \"changes\": 6, \"withinSeconds\": 600,"
                        + " \"severity\": \"low\", \"clear\": {\"changes\": 2}}");
        for (int i = 0; i <= 5; i++) {
            says(bay, i * 60, Metric.OCCUPIED, i % 2);
            says(bay, i * 60 + 1, Metric.OCCUPIED, i % 2);
        }
        assertThat(bay.alarms).isEmpty();

        says(bay, 360, Metric.OCCUPIED, 0);
        assertThat(bay.alarm(IT).onset()).isEqualTo(at(60));
        says(bay, 839, Metric.OCCUPIED, 0);
        assertThat(bay.alarm(IT).active()).isTrue();
        says(bay, 840, Metric.OCCUPIED, 0);
        assertThat(bay.alarm(IT).active()).isFalse();
    }

    @Test
    void stuckIsAValueThatIsRepeatedAndNotASilence() {
        WatchedDevice bay = OneRule.of(
                FacilityKind.PARKING,
                "{\"type\": \"stuck\", \"metric\": \"occupied\", \"unchangedSeconds\": 259200, \"minReports\": 4,"
                        + " \"severity\": \"low\"}");
        says(bay, 0, Metric.OCCUPIED, 1);
        says(bay, 3 * DAY, Metric.OCCUPIED, 1);
        says(bay, 3 * DAY + 1, Metric.OCCUPIED, 1);
        assertThat(bay.alarms).isEmpty();

        says(bay, 3 * DAY + 2, Metric.OCCUPIED, 1);
        assertThat(bay.alarm(IT).onset()).isEqualTo(at(0));
        says(bay, 4 * DAY, Metric.OCCUPIED, 0);
        assertThat(bay.alarm(IT).active()).isFalse();
    }

    @Test
    void aCoverThatSettlesIsFoundAfterDays() {
        WatchedDevice cover = OneRule.of(FacilityKind.MANHOLE, deviation("tiltDeg", "\"installation\"", 3, 259_200));
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 178);
        for (int day = 0; day < 10; day++) {
            cover.tilt(day * DAY + 10, 178 + day * 0.5 > 180 ? -182 + day * 0.5 : 178 + day * 0.5);
        }

        assertThat(cover.alarms).isEmpty();
        cover.passes(10 * DAY + 10);

        assertThat(cover.alarm(IT).onset()).isEqualTo(at(7 * DAY + 10));
        assertThat(cover.alarm(IT).evidence().limit()).isEqualTo(3.0);
    }

    @Test
    void aUsualValueIsLearnedAndLearnedAnewAfterAnInstallation() {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.WATER_PIPE, deviation("pressureKpa", "\"learned\", \"learnReports\": 2", 50, 0));
        says(pipe, 0, Metric.PRESSURE_KPA, 300);
        says(pipe, 1, Metric.PRESSURE_KPA, 320);
        says(pipe, 2, Metric.PRESSURE_KPA, 360);
        assertThat(pipe.alarms).isEmpty();
        says(pipe, 3, Metric.PRESSURE_KPA, 361);
        assertThat(pipe.alarm(IT).evidence().value()).isEqualTo(51.0);

        pipe.birth(10, AssetState.COMMISSIONED, "pressure", 0);
        says(pipe, 20, Metric.PRESSURE_KPA, 400);
        says(pipe, 21, Metric.PRESSURE_KPA, 400);
        assertThat(pipe.alarm(IT).active()).isTrue();
        says(pipe, 22, Metric.PRESSURE_KPA, 401);
        assertThat(pipe.alarm(IT).active()).isFalse();
    }

    @Test
    void aNightThatFlowsLikeTheDayIsHighAndIsJudgedWithTheFirstMessageAfterIt() {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.WATER_PIPE,
                "{\"type\": \"nightFlow\", \"metric\": \"flowM3h\", \"fromHour\": 2, \"toHour\": 4,"
                        + " \"utcOffsetHours\": 8, \"shareOfDailyMean\": 0.5, \"severity\": \"low\"}");
        double four = 4 * 3600 - secondOfDay() + DAY;
        night(pipe, four, 20);
        assertThat(pipe.alarms).isEmpty();
        night(pipe, four + DAY, 60);
        assertThat(pipe.alarms).isEmpty();
        says(pipe, four + 2 * DAY + 1, Metric.FLOW_M3H, 60);

        assertThat(pipe.alarm(IT).onset()).isEqualTo(at(four + 2 * DAY - 2 * 3600));
        assertThat(pipe.alarm(IT).evidence().value()).isEqualTo(60.0);
        night(pipe, four + 2 * DAY, 20);
        says(pipe, four + 3 * DAY, Metric.FLOW_M3H, 60);
        assertThat(pipe.causes(IT)).containsExactly("raise", "clear");
    }

    @Test
    void aNightUnlikeThoseBeforeIsFoundAndStaysSoUntilOneIsUsualAgain() throws IOException {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.WATER_PIPE,
                "{\"type\": \"nightFlow\", \"metric\": \"flowM3h\", \"fromHour\": 2, \"toHour\": 4,"
                        + " \"utcOffsetHours\": 8, \"shareOfDailyMean\": 0.5, \"changePercent\": 50, \"severity\": \"low\"}");
        double four = 4 * 3600 - secondOfDay() + DAY;
        double[] nights = {8, 12, 10, 11, 20, 20, 20, 10, 9.5};
        for (int n = 0; n < nights.length; n++) {
            night(pipe, four + n * DAY, nights[n]);
        }

        assertThat(pipe.causes(IT)).containsExactly("raise", "clear");
        assertThat(pipe.alarms.get(0).evidence().value()).isEqualTo(20.0);
        assertThat(pipe.alarms.get(0).evidence().limit()).isEqualTo(1.5 * (8 + 12 + 10 + 11) / 4);
        assertThat(pipe.alarms.get(0).onset()).isEqualTo(at(four + 5 * DAY - 2 * 3600));
        assertThat(pipe.alarms.get(1).version()).isGreaterThan(at(four + 8 * DAY));
        assertThat(new DevicePacker().unpack(new DevicePacker().pack(pipe.state())))
                .usingRecursiveComparison()
                .isEqualTo(pipe.state());
    }

    @Test
    void aSeriesThatLeavesItsRhythmIsFound() {
        WatchedDevice pipe = OneRule.of(
                FacilityKind.WATER_PIPE,
                "{\"type\": \"dailyRhythm\", \"metric\": \"flowM3h\", \"score\": 0.5, \"severity\": \"low\","
                        + " \"clear\": {\"score\": 0.4}}");
        int quarter = 0;
        for (; quarter < 96 * 14; quarter++) {
            says(pipe, quarter * 900, Metric.FLOW_M3H, 60 + 40 * Math.sin(quarter / 96.0 * 2 * Math.PI) + quarter % 3);
        }
        int whileLearning = pipe.alarms.size();

        says(pipe, quarter * 900, Metric.FLOW_M3H, 400);

        assertThat(pipe.alarms).hasSize(whileLearning + 1);
        assertThat(pipe.alarm(IT).active()).isTrue();
        assertThat(pipe.alarm(IT).onset()).isEqualTo(at(quarter * 900));
    }

    private static void night(WatchedDevice pipe, double four, double flow) {
        for (int hour = 0; hour < 24; hour++) {
            says(pipe, four + hour * 3600 + 10, Metric.FLOW_M3H, hour >= 22 ? flow : 60);
        }
    }

    /** The second of the day in Jiaozuo at which these tests begin. */
    private static double secondOfDay() {
        return (WatchedDevice.START / 1000.0 + 8 * 3600) % DAY;
    }

    private static String rate(String metric, String direction, String change) {
        return "{\"type\": \"rate\", \"metric\": \"" + metric + "\", \"direction\": \"" + direction + "\", " + change
                + ", \"withinSeconds\": 300, \"severity\": \"high\"}";
    }

    private static String deviation(String metric, String baseline, double limit, int sustain) {
        return "{\"type\": \"deviation\", \"metric\": \"" + metric + "\", \"baseline\": " + baseline
                + ", \"steps\": [{\"limit\": " + limit + ", \"severity\": \"low\", \"sustainSeconds\": " + sustain
                + "}]}";
    }

    private static void says(WatchedDevice device, double second, Metric metric, double value) {
        device.says(second, reading(second, metric, value));
    }

    private static void state(WatchedDevice device, double second, SensorState state) {
        device.says(second, Reading.at(at(second)).with(state).build());
    }
}

package io.citywatch.devices.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.CommandAnswer.Result;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final long FAR = Long.MAX_VALUE;

    private final HeardCity heard = HeardCity.small();

    @Test
    void leaksForTheFirstTimeWithinTwentySecondsAndPassesTheHighestLimitWithinASecondMinute() {
        heard.hear(120);

        Utterance first = firstReading(reading -> reading.valueOr(Metric.GAS_LEL, 0) >= 5);
        assertThat(heard.seconds(first)).isLessThan(30);
        assertThat(heard.seconds(firstReading(reading -> reading.valueOr(Metric.GAS_LEL, 0) >= 20)))
                .isLessThan(80);
        assertThat(heard.readings(first.from().device()).map(reading -> reading.value(Metric.GAS_LEL)))
                .isSorted();
    }

    @Test
    void leaksUntilTheValveIsClosed() {
        // given
        heard.hear(100);
        DeviceAddress leaking = firstReading(reading -> reading.valueOr(Metric.GAS_LEL, 0) >= 20)
                .from();
        heard.hear(110);

        // when
        heard.city().command(closeValve(leaking, FAR));

        // then
        heard.hear(260);
        List<Reading> after = heard.readings(leaking.device())
                .filter(reading -> reading.t() >= timeOf(110))
                .toList();
        assertThat(answers(leaking)).containsExactly(Result.DONE);
        assertThat(after.get(0).isTrue(Metric.VALVE_OPEN)).isFalse();
        assertThat(after.get(0).t()).isLessThan(timeOf(111));
        assertThat(after.get(after.size() - 1).value(Metric.GAS_LEL)).isLessThan(1);
    }

    /** Some valves are broken, so that the city shows what comes of it; in the end somebody closes them by hand. */
    @Test
    void aFewValvesDoNotCloseUntilACrewIsThere() {
        heard.hear(20);
        List<DeviceAddress> told = heard.said(Channel.TELEMETRY)
                .filter(utterance -> ((Reading) utterance.message()).has(Metric.VALVE_OPEN))
                .map(Utterance::from)
                .distinct()
                .limit(300)
                .toList();

        told.forEach(device -> heard.city().command(closeValve(device, FAR)));

        List<DeviceAddress> stuck = told.stream()
                .filter(device -> answers(device).contains(Result.FAILED))
                .toList();
        List<DeviceAddress> deaf =
                told.stream().filter(device -> answers(device).isEmpty()).toList();
        assertThat(stuck).isNotEmpty().hasSizeLessThan(told.size() / 5);
        assertThat(deaf).isNotEmpty().hasSizeLessThan(told.size() / 5);
        heard.hear(260);
        for (DeviceAddress device : List.of(stuck.get(0), deaf.get(0))) {
            List<Reading> after = heard.readings(device.device())
                    .filter(reading -> reading.t() >= timeOf(200))
                    .toList();
            assertThat(after.get(0).isTrue(Metric.VALVE_OPEN)).isFalse();
        }
    }

    @Test
    void leaksOnWithoutACommand() {
        heard.hear(100);
        String leaking = firstReading(reading -> reading.valueOr(Metric.GAS_LEL, 0) >= 20)
                .from()
                .device();

        heard.hear(600);

        assertThat(heard.readings(leaking).filter(reading -> reading.t() > timeOf(120)))
                .hasSizeGreaterThan(90)
                .allMatch(reading -> reading.value(Metric.GAS_LEL) >= 20);
    }

    @Test
    void opensAClosedValveByHandAfterSomeMinutes() {
        heard.hear(100);
        DeviceAddress leaking = firstReading(reading -> reading.valueOr(Metric.GAS_LEL, 0) >= 20)
                .from();
        heard.city().command(closeValve(leaking, FAR));

        heard.hear(700);

        Map<Boolean, List<Reading>> open = heard.readings(leaking.device())
                .filter(reading -> reading.t() > timeOf(101))
                .collect(Collectors.partitioningBy(reading -> reading.isTrue(Metric.VALVE_OPEN)));
        assertThat(open.get(false)).allMatch(reading -> reading.t() <= timeOf(581));
        assertThat(open.get(true)).isNotEmpty().allMatch(reading -> reading.t() >= timeOf(580));
    }

    @Test
    void refusesACommandThatHasExpired() {
        heard.hear(20);
        DeviceAddress device = withValve();

        heard.city().command(closeValve(device, timeOf(19)));

        assertThat(answers(device)).containsExactly(Result.REFUSED);
        assertThat(heard.readings(device.device())).noneMatch(reading -> !reading.isTrue(Metric.VALVE_OPEN));
    }

    @Test
    void refusesToCloseAValveThatIsNotThere() {
        heard.hear(20);
        DeviceAddress cover =
                firstReading(reading -> reading.has(Metric.TILT_DEG)).from();

        heard.city().command(closeValve(cover, FAR));

        assertThat(answers(cover)).containsExactly(Result.REFUSED);
    }

    @Test
    void leavesCommandsToForeignDevicesUnanswered() {
        heard.hear(20);
        int before = heard.said().size();

        heard.city().command(closeValve(new DeviceAddress("410811", FacilityKind.GAS, "somebody-else"), FAR));
        heard.city().command(closeValve(new DeviceAddress("410811", FacilityKind.GAS, "sim-gas-999999"), FAR));

        assertThat(heard.said()).hasSize(before);
    }

    @Test
    void tiltsACoverWithinThirtySecondsAndPutsItBack() {
        heard.hear(500);

        Utterance tilted = firstReading(reading -> Math.abs(reading.valueOr(Metric.TILT_DEG, 0)) > 15);
        List<Double> angles = heard.readings(tilted.from().device())
                .map(reading -> reading.value(Metric.TILT_DEG))
                .toList();
        assertThat(heard.seconds(tilted)).isLessThan(30);
        assertThat(angles.get(angles.size() - 1)).isLessThan(5);
    }

    @Test
    void smellsCookingWithoutReachingTheAlarmLimit() {
        heard.hear(90);

        Map<String, Double> peaks = new HashMap<>();
        heard.said(Channel.TELEMETRY)
                .filter(utterance -> ((Reading) utterance.message()).has(Metric.GAS_LEL))
                .forEach(utterance -> peaks.merge(
                        utterance.from().device(), ((Reading) utterance.message()).value(Metric.GAS_LEL), Math::max));
        assertThat(peaks.values()).anyMatch(peak -> peak > 2 && peak < 10);
    }

    @Test
    void missesThreeReportsOfASilentDeviceAndHearsItAgain() {
        heard.hear(900);

        Map<String, Double> last = new HashMap<>();
        Map<String, Double> gaps = new HashMap<>();
        heard.said(Channel.TELEMETRY).forEach(utterance -> {
            Double before = last.put(utterance.from().device(), heard.seconds(utterance));
            if (before != null) {
                gaps.merge(utterance.from().device(), heard.seconds(utterance) - before, Math::max);
            }
        });
        assertThat(gaps.values().stream().filter(gap -> gap > 80)).hasSizeBetween(1, 6);
    }

    @Test
    void installsDevicesThatAreRegisteredFirstAndReportWhenCommissioned() {
        heard.hear(300);

        Map<String, List<AssetState>> states = heard.said(Channel.BIRTH)
                .collect(Collectors.groupingBy(
                        utterance -> utterance.from().device(),
                        Collectors.mapping(utterance -> ((Birth) utterance.message()).state(), Collectors.toList())));
        assertThat(states.values().stream()
                        .filter(List.of(AssetState.REGISTERED, AssetState.INSTALLED, AssetState.COMMISSIONED)::equals))
                .hasSizeBetween(50, 90);
    }

    @Test
    void replacesADeviceByAnotherOnTheSameAsset() {
        heard.hear(300);

        Utterance successor = heard.said(Channel.BIRTH)
                .filter(utterance -> utterance.from().device().endsWith(".1"))
                .findFirst()
                .orElseThrow();
        String asset = ((Birth) successor.message()).asset();
        assertThat(heard.said(Channel.BIRTH)
                        .filter(utterance ->
                                ((Birth) utterance.message()).asset().equals(asset))
                        .map(utterance -> ((Birth) utterance.message()).state()))
                .containsExactly(AssetState.COMMISSIONED, AssetState.DECOMMISSIONED, AssetState.COMMISSIONED);
        assertThat(heard.readings(successor.from().device())).isNotEmpty();
        assertThat(heard.readings(successor.from().device().replace(".1", "")))
                .allMatch(reading -> reading.t() <= successor.message().t());
    }

    @Test
    void reportsLowBatteriesFaultsAndTests() {
        heard.hear(900);

        assertThat(heard.said(Channel.EVENT).map(utterance -> ((DeviceEvent) utterance.message()).type()))
                .contains(EventType.LOW_BATTERY, EventType.FAULT, EventType.SELF_TEST);
    }

    @Test
    void isNoFloodOfTrouble() {
        heard.hear(1800);

        long troubled = heard.said(Channel.TELEMETRY)
                .filter(utterance -> {
                    Reading reading = (Reading) utterance.message();
                    return reading.valueOr(Metric.GAS_LEL, 0) >= 10 || reading.valueOr(Metric.TILT_DEG, 0) > 15;
                })
                .map(utterance -> utterance.from().device())
                .distinct()
                .count();
        assertThat(troubled).isBetween(6L, 25L);
    }

    private DeviceAddress withValve() {
        return firstReading(reading -> reading.has(Metric.VALVE_OPEN)).from();
    }

    private Utterance firstReading(Predicate<Reading> which) {
        return heard.said(Channel.TELEMETRY)
                .filter(utterance -> which.test((Reading) utterance.message()))
                .findFirst()
                .orElseThrow();
    }

    private List<Result> answers(DeviceAddress device) {
        return heard.said(Channel.ACK)
                .filter(utterance -> utterance.from().equals(device))
                .map(utterance -> ((CommandAnswer) utterance.message()).result())
                .toList();
    }

    private static long timeOf(int seconds) {
        return 1_700_000_000_000L + seconds * 1000L;
    }

    private static Command closeValve(DeviceAddress device, long expires) {
        return new Command("c-1", device, Command.Verb.CLOSE_VALVE, 0, expires, null, "rule/gas-leak");
    }
}

package io.citywatch.devices.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.devices.fleet.FleetPlan;
import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.codec.JsonUplinkDecoder;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CityTest {
    private static final CityOptions QUIET = new CityOptions(FleetPlan.Size.SMALL, 1, null, 1, null, false);

    @Test
    void saysTheSameWithTheSameSeedWheneverItBeginsAndHoweverTimeIsAdvanced() {
        // given
        HeardCity inOneStep = HeardCity.small();
        HeardCity inManySteps = new HeardCity(CityOptions.small(), 1_800_000_000_000L);

        // when
        inOneStep.hear(300);
        for (int millis = 7; millis < 300_000; millis += 13) {
            inManySteps.city().advanceTo(millis);
        }
        inManySteps.hear(300);

        // then
        assertThat(inManySteps.lines()).isEqualTo(inOneStep.lines());
    }

    @Test
    void saysSomethingElseWithAnotherSeed() {
        CityOptions other = new CityOptions(FleetPlan.Size.SMALL, 2, null, 1, null, true);

        assertThat(new HeardCity(other, 0).hear(30).lines())
                .isNotEqualTo(new HeardCity(CityOptions.small(), 0).hear(30).lines());
    }

    @Test
    void saysNothingThatThePlatformRejects() {
        HeardCity heard = HeardCity.small().hear(900);

        JsonUplinkDecoder decoder = new JsonUplinkDecoder();
        heard.said().forEach(utterance -> {
            byte[] payload = DeviceMessageEncoder.encode(utterance.message());
            Decoded decoded = decoder.decode(
                    new UplinkTopic(utterance.from(), utterance.channel()),
                    payload,
                    utterance.message().t());
            assertThat(decoded.rejections()).isEmpty();
            assertThat(decoded.messages()).containsExactly(utterance.message());
        });
    }

    @Test
    void speaksInOrderOfTime() {
        HeardCity heard = HeardCity.small().hear(400);

        assertThat(heard.said().stream().map(heard::seconds)).isSorted();
    }

    @Test
    void hasAllKindsInAllDistrictsMostlyHomes() {
        HeardCity heard = new HeardCity(QUIET, 0).hear(10);

        Map<FacilityKind, Long> kinds = heard.said(Channel.BIRTH)
                .collect(Collectors.groupingBy(utterance -> utterance.from().kind(), Collectors.counting()));
        Map<FacilityKind, Set<String>> districts = heard.said(Channel.BIRTH)
                .collect(Collectors.groupingBy(
                        utterance -> utterance.from().kind(),
                        Collectors.mapping(utterance -> utterance.from().district(), Collectors.toSet())));
        assertThat(kinds).hasSize(6).containsEntry(FacilityKind.GAS, 1480L);
        assertThat(kinds.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2000);
        assertThat(districts.values()).allSatisfy(codes -> assertThat(codes).hasSize(10));
    }

    @Test
    void hasAsManyHomesInADistrictAsItHasInhabitantsInProportion() {
        HeardCity heard = new HeardCity(QUIET, 0).hear(10);

        long inWuzhi = heard.said(Channel.BIRTH)
                .filter(utterance -> utterance.from().kind() == FacilityKind.GAS
                        && utterance.from().district().equals("410823"))
                .count();
        assertThat(inWuzhi / 1480.0).isBetween(64.5 / 351.38 - 0.01, 64.5 / 351.38 + 0.01);
    }

    @Test
    void spreadsBirthsOverTenSeconds() {
        HeardCity heard = new HeardCity(QUIET, 0).hear(12);

        List<Double> times = heard.said(Channel.BIRTH).map(heard::seconds).toList();
        assertThat(times.stream().filter(time -> time < 5)).hasSizeBetween(980, 1020);
        assertThat(times).allMatch(time -> time <= 10);
    }

    @Test
    void reportsEvenlyAndOnlyAfterTheBirth() {
        HeardCity heard = new HeardCity(QUIET, 0).hear(120);

        Set<String> born = new HashSet<>();
        Map<Integer, Integer> perSecond = new HashMap<>();
        heard.said().forEach(utterance -> {
            if (utterance.channel() == Channel.BIRTH) {
                born.add(utterance.from().device());
            } else if (utterance.channel() == Channel.TELEMETRY) {
                assertThat(born).contains(utterance.from().device());
                perSecond.merge((int) heard.seconds(utterance), 1, Integer::sum);
            }
        });
        // 1,480 homes of which a tenth is mechanical, every 30 s, and the rest every 20 to 60 s
        perSecond.remove(120);
        assertThat(perSecond.values()).allMatch(count -> count > 48 && count < 72);
    }

    @Test
    void keepsTheIntervalThatTheBirthAnnounces() {
        HeardCity heard = new HeardCity(QUIET, 0).hear(600);

        Map<String, Integer> announced = heard.said(Channel.BIRTH)
                .filter(utterance -> ((Birth) utterance.message()).reportSeconds() != null)
                .collect(Collectors.toMap(
                        utterance -> utterance.from().device(),
                        utterance -> ((Birth) utterance.message()).reportSeconds()));
        Map<String, Double> last = new HashMap<>();
        heard.said(Channel.TELEMETRY).forEach(utterance -> {
            Double before = last.put(utterance.from().device(), heard.seconds(utterance));
            if (before != null) {
                assertThat(heard.seconds(utterance) - before)
                        .isCloseTo(announced.get(utterance.from().device()), within(0.2));
            }
        });
        assertThat(last.keySet()).isEqualTo(announced.keySet());
    }

    @Test
    void holdsBirthsBackWhileNobodyTakesThem() {
        HeardCity heard = new HeardCity(QUIET, 0);
        heard.roomForBirths(false);
        heard.hear(20);
        assertThat(heard.said()).isEmpty();

        heard.roomForBirths(true);
        heard.hear(40);

        assertThat(heard.said(Channel.BIRTH)).hasSize(2000);
    }

    @Test
    void passesTimeFasterWhenAskedTo() {
        CityOptions hurried =
                new CityOptions(FleetPlan.Size.SMALL, 1, Duration.ofSeconds(60), 10, Duration.ZERO, false);

        HeardCity heard = new HeardCity(hurried, 0).hear(59);

        String device =
                heard.said(Channel.TELEMETRY).findFirst().orElseThrow().from().device();
        assertThat(heard.readings(device)).hasSize(10);
    }

    @Test
    void holdsTheWholeProgrammeInAFewBytesForEachDevice() {
        CityOptions whole = CityOptions.of(FleetPlan.Size.CITY);

        City city = new HeardCity(whole, 0).city();

        assertThat(city.devices()).isEqualTo(740_160 + 8_120 + 1_000 + 800 + 270 + 750);
    }
}

package io.citywatch.telemetry.codec;

import static io.citywatch.telemetry.facility.Metric.BATTERY_PCT;
import static io.citywatch.telemetry.facility.Metric.GAS_LEL;
import static io.citywatch.telemetry.facility.Metric.RSSI_DBM;
import static io.citywatch.telemetry.facility.Metric.VALVE_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonUplinkDecoderTest {
    private static final long ARRIVAL = 1_676_339_401_000L;
    private static final DeviceAddress GAS = new DeviceAddress("410811", FacilityKind.GAS, "gas-1");

    private final JsonUplinkDecoder decoder = new JsonUplinkDecoder();

    @Test
    void readsTheExampleOfTheContract() {
        Decoded decoded = telemetry(
                """
                {"t": 1676339400000, "seq": 42, "gasLel": 3.2, "valveOpen": true, "batteryPct": 88, "rssiDbm": -97}""");

        assertThat(decoded.rejections()).isEmpty();
        assertThat(decoded.messages())
                .containsExactly(Reading.at(1_676_339_400_000L)
                        .seq(42)
                        .with(GAS_LEL, 3.2)
                        .with(VALVE_OPEN, true)
                        .with(BATTERY_PCT, 88)
                        .with(RSSI_DBM, -97)
                        .build());
    }

    @Test
    void takesTheTimeOfArrivalWhereThereIsNone() {
        assertThat(telemetry("{\"gasLel\": 25}").messages())
                .containsExactly(Reading.at(ARRIVAL).with(GAS_LEL, 25).build());
        assertThat(telemetry("{\"t\": null, \"gasLel\": 25}").rejections()).isEmpty();
    }

    @Test
    void readsBooleansAsWordsAndAsNumbers() {
        assertThat(telemetry("[{\"valveOpen\": true}, {\"valveOpen\": 1}]").messages())
                .allMatch(message -> ((Reading) message).isTrue(VALVE_OPEN));
        assertThat(telemetry("[{\"valveOpen\": false}, {\"valveOpen\": 0}]").messages())
                .allMatch(message -> ((Reading) message).value(VALVE_OPEN) == 0);
    }

    @Test
    void readsTheSensorsState() {
        Reading reading = (Reading) only(telemetry("{\"sensorState\": \"warmup\", \"gasLel\": null}"));

        assertThat(reading.sensorState()).isEqualTo(SensorState.WARMUP);
        assertThat(reading.has(GAS_LEL)).isFalse();
    }

    @Test
    void readsABacklogInItsOrder() {
        Decoded decoded = telemetry("[{\"t\":1676339300000,\"gasLel\":1},{\"t\":1676339200000,\"gasLel\":2}]");

        assertThat(decoded.messages()).extracting(DeviceMessage::t).containsExactly(1676339300000L, 1676339200000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gasLel\": \"25\"}            | WRONG_TYPE        | gasLel: a text where a number belongs",
                "{\"gasLel\": [25]}              | WRONG_TYPE        | gasLel: an array where a number belongs",
                "{\"gasLel\": true}              | WRONG_TYPE        | gasLel: a boolean where a number belongs",
                "{\"valveOpen\": \"true\"}       | WRONG_TYPE        | valveOpen: a text where true, false, 1 or 0 belongs",
                "{\"valveOpen\": 2}              | OUT_OF_RANGE      | valveOpen: 2 is outside 0 to 1",
                "{\"batteryPct\": 101}           | OUT_OF_RANGE      | batteryPct: 101 is outside 0.0 to 100.0 %",
                "{\"gasLel\": 1e999}             | OUT_OF_RANGE      | gasLel: 1e999 is outside 0.0 to 2000.0 % LEL",
                "{\"sensorState\": \"asleep\"}   | OUT_OF_RANGE      | sensorState: 'asleep' is none of warmup, normal, fault, expired",
                "{\"tiltDeg\": 3}                | UNKNOWN_FIELD     | tiltDeg: no such field",
                "{\"gasLEL\": 3}                 | UNKNOWN_FIELD     | gasLEL: no such field; known are t, seq, batteryPct",
                "{\"gasLel\": 3, \"gasLel\": 4}  | DUPLICATE_FIELD   | gasLel: stands there twice",
                "{}                              | MISSING_FIELD     | nothing was measured; gas has",
                "{\"t\": 1676339400}             | TIME_OUT_OF_RANGE | t 1676339400 looks like seconds",
                "{\"t\": -5}                     | TIME_OUT_OF_RANGE | before the year 2010",
                "{\"t\": 1676339900000}          | TIME_OUT_OF_RANGE | 499 s ahead of the arrival",
                "{\"t\": 1.5}                    | WRONG_TYPE        | t: a number where a whole number belongs",
                "{\"t\": 99999999999999999999}   | OUT_OF_RANGE      | t: 99999999999999999999 is outside",
                "{\"seq\": -1, \"gasLel\": 1}    | OUT_OF_RANGE      | seq: -1 is outside",
                "12                              | WRONG_SHAPE       | a number where an object or an array",
                "[]                              | WRONG_SHAPE       | the array is empty",
                "[7]                             | WRONG_SHAPE       | [0]: a number where an object belongs",
                "[{\"gasLel\": \"x\"}]           | WRONG_TYPE        | [0].gasLel: a text",
                "{\"gasLel\": 3                  | NOT_JSON          | at byte",
                "{gasLel: 3}                     | NOT_JSON          | at byte",
                "{\"gasLel\": 3} x               | NOT_JSON          | at byte",
                "{\"gasLel\": 3} {}              | NOT_JSON          | something follows",
                "{\"gasLel\": NaN}               | NOT_JSON          | at byte",
                "''                              | NOT_JSON          | the payload is empty",
            })
    void saysWhatIsWrong(String payload, RejectReason reason, String detail) {
        assertThat(telemetry(payload).rejections()).anySatisfy(rejection -> {
            assertThat(rejection.reason()).isEqualTo(reason);
            assertThat(rejection.detail()).contains(detail);
        });
    }

    @Test
    void keepsTheConcentrationOfAnObjectWhoseBatteryIsWrong() {
        Decoded decoded = telemetry("{\"batteryPct\": \"full\", \"gasLel\": 25}");

        assertThat(decoded.messages())
                .containsExactly(Reading.at(ARRIVAL).with(GAS_LEL, 25).build());
        assertThat(decoded.isRejected()).isTrue();
    }

    @Test
    void keepsTheGoodObjectsOfAnArray() {
        Decoded decoded = telemetry("[{\"gasLel\": 1}, {\"gasLel\": -1}, {\"gasLel\": 3}]");

        assertThat(decoded.messages()).hasSize(2);
        assertThat(decoded.rejections())
                .extracting(Rejection::detail)
                .singleElement()
                .asString()
                .startsWith("[1].");
    }

    @Test
    void keepsWholeObjectsBeforeTheBreakOfATornPayload() {
        Decoded decoded = telemetry("[{\"gasLel\": 1}, {\"gasLel\": 2}, {\"gas");

        assertThat(decoded.messages()).hasSize(2);
        assertThat(decoded.rejections()).extracting(Rejection::reason).containsExactly(RejectReason.NOT_JSON);
    }

    @Test
    void takesASingleReadingWithAnImpossibleTimeAsOfNow() {
        Decoded decoded = telemetry("{\"t\": 0, \"gasLel\": 25}");

        assertThat(only(decoded).t()).isEqualTo(ARRIVAL);
        assertThat(decoded.isRejected()).isTrue();
    }

    @Test
    void takesTheLastOfABacklogOfImpossibleTimesAsOfNow() {
        Decoded decoded = telemetry("[{\"t\": 0, \"gasLel\": 1}, {\"t\": 60, \"gasLel\": 25}]");

        assertThat(only(decoded))
                .isEqualTo(Reading.at(ARRIVAL).with(GAS_LEL, 25).build());
        assertThat(decoded.rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectReason.TIME_OUT_OF_RANGE, RejectReason.TIME_OUT_OF_RANGE);
    }

    @Test
    void dropsReadingsWithAnImpossibleTimeOfABacklogThatHasAnother() {
        Decoded decoded = telemetry("[{\"t\": " + (ARRIVAL - 60_000) + ", \"gasLel\": 1}, {\"t\": 0, \"gasLel\": 25}]");

        assertThat(only(decoded))
                .isEqualTo(Reading.at(ARRIVAL - 60_000).with(GAS_LEL, 1).build());
    }

    @Test
    void refusesMoreThan64KiB() {
        byte[] payload = new byte[UplinkDecoder.MAX_PAYLOAD_BYTES + 1];

        Decoded decoded = decoder.decode(new UplinkTopic(GAS, Channel.TELEMETRY), payload, ARRIVAL);

        assertThat(decoded.rejections()).extracting(Rejection::reason).containsExactly(RejectReason.TOO_LARGE);
    }

    @Test
    void readsABirth() {
        Birth birth = (Birth)
                only(
                        decode(
                                Channel.BIRTH,
                                """
                {"t": 1676339400000, "asset": "4108110111000042", "model": "GD-20N", "firmware": "1.4.2",
                 "type": "detector_networked", "state": "commissioned", "lat": 35.2153, "lon": 113.2613,
                 "address": "...", "households": 3, "bays": 0, "lengthM": 0, "baselineTiltDeg": 0}"""));

        assertThat(birth.asset()).isEqualTo("4108110111000042");
        assertThat(birth.state()).isEqualTo(AssetState.COMMISSIONED);
        assertThat(birth.share().households()).isEqualTo(3);
        assertThat(birth.identity()).isEqualTo(new Birth.Identity("GD-20N", "1.4.2", "detector_networked"));
    }

    @Test
    void countsOneHouseholdForAGasDeviceThatDoesNotSay() {
        Birth birth = (Birth) only(decode(Channel.BIRTH, "{\"asset\": \"a\", \"state\": \"installed\"}"));

        assertThat(birth.share()).isEqualTo(new Birth.Share(1, 0, 0));
    }

    @Test
    void refusesABirthWithoutAnAssetOrWithAnUnknownState() {
        assertThat(decode(Channel.BIRTH, "{\"state\": \"installed\"}").rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectReason.MISSING_FIELD);
        assertThat(decode(Channel.BIRTH, "{\"asset\": \"a\", \"state\": \"done\"}")
                        .messages())
                .isEmpty();
    }

    @Test
    void readsEventsAnswersAndDeaths() {
        assertThat(only(decode(Channel.EVENT, "{\"event\": \"lowBattery\", \"value\": 9}")))
                .isEqualTo(new DeviceEvent(ARRIVAL, EventType.LOW_BATTERY, 9.0, null));
        assertThat(only(decode(Channel.ACK, "{\"command\": \"c1\", \"result\": \"done\"}")))
                .isEqualTo(new CommandAnswer(ARRIVAL, "c1", CommandAnswer.Result.DONE, null));
        assertThat(only(decode(Channel.DEATH, "whatever"))).isEqualTo(new Death(ARRIVAL));
    }

    @ParameterizedTest
    @CsvSource({"gasLel,gas", "tiltDeg,manhole", "occupied,parking", "flowM3h,gas-pipe", "fillPct,waste"})
    void knowsWhichMetricBelongsToWhichKind(String field, String kind) {
        FacilityKind facility = FacilityKind.ofCode(kind);

        assertThat(facility).isNotNull();
        assertThat(facility.measures(Metric.ofField(field))).isTrue();
        assertThat(FacilityKind.WATER_PIPE.measures(Metric.GAS_LEL)).isFalse();
    }

    private Decoded telemetry(String payload) {
        return decode(Channel.TELEMETRY, payload);
    }

    /** Minutes after 2000-01-01, where the common clocks begin again when they have lost power. */
    @Test
    void whatAClockSaysThatHasLostPowerIsOfTheArrival() {
        Decoded reading = telemetry("{\"t\": 946685100000, \"gasLel\": 60}");
        Decoded birth = decode(Channel.BIRTH, "{\"t\": 946685100000, \"asset\": \"a-1\", \"state\": \"commissioned\"}");

        for (Decoded decoded : List.of(reading, birth)) {
            assertThat(only(decoded).t()).isEqualTo(ARRIVAL);
            assertThat(decoded.rejections())
                    .extracting(Rejection::reason)
                    .containsExactly(RejectReason.TIME_OUT_OF_RANGE);
        }
    }

    private Decoded decode(Channel channel, String payload) {
        return decoder.decode(new UplinkTopic(GAS, channel), payload.getBytes(StandardCharsets.UTF_8), ARRIVAL);
    }

    private static DeviceMessage only(Decoded decoded) {
        List<DeviceMessage> messages = decoded.messages();
        assertThat(messages).as("rejections: %s", decoded.rejections()).hasSize(1);
        return messages.get(0);
    }
}

package io.citywatch.jobs.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class UplinkReaderTest {
    private static final long ARRIVAL = 1_676_339_400_500L;
    private static final DeviceAddress GAS = new DeviceAddress("410811", FacilityKind.GAS, "gas-1");

    private final UplinkReader everything = new UplinkReader(UplinkContent.ALL_WITH_REJECTIONS);

    @Test
    void aReadingIsDecodedWithItsAddressAndArrival() {
        Reading reading = Reading.at(ARRIVAL - 100).with(Metric.GAS_LEL, 3.2).build();

        DeviceUplink uplink = device(everything, UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, reading));

        assertThat(uplink.address()).isEqualTo(GAS);
        assertThat(uplink.channel()).isEqualTo(Channel.TELEMETRY);
        assertThat(uplink.arrival()).isEqualTo(ARRIVAL);
        assertThat(uplink.messages()).containsExactly(reading);
        assertThat(uplink.rejected()).isNull();
    }

    @Test
    void aTickIsNoMessage() {
        Tick tick = new Tick(ARRIVAL, ARRIVAL - 60_000);

        Uplink uplink = everything.read(UplinkRecords.consumed(UplinkRecords.tick(0, tick)));

        assertThat(uplink).isEqualTo(new UplinkTick(tick));
    }

    @Test
    void whatCannotBeUsedComesWithItsPayloadAndItsPrincipal() {
        byte[] payload = "{\"gasLel\": \"much\", \"coPpm\": 4}".getBytes(UTF_8);

        DeviceUplink uplink = device(everything, UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, payload));

        assertThat(uplink.messages()).hasSize(1);
        assertThat(uplink.rejected()).isNotNull();
        assertThat(uplink.rejected().topic()).isEqualTo(GAS.topic(Channel.TELEMETRY));
        assertThat(uplink.rejected().principal()).isEqualTo("gas-1");
        assertThat(uplink.rejected().payload()).isEqualTo(payload);
        assertThat(uplink.rejected().rejections()).hasSize(1);
    }

    @Test
    void aJobThatWantsOnlyBirthsDoesNotLookIntoReadings() {
        UplinkReader births = new UplinkReader(UplinkContent.of(Channel.BIRTH));

        DeviceUplink uplink =
                device(births, UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, "{broken".getBytes(UTF_8)));

        assertThat(uplink.messages()).isEmpty();
        assertThat(uplink.rejected()).isNull();
    }

    @Test
    void aJobMayWantTheReadingsOfOneKindAndThoseWithOneMetric() {
        UplinkReader some = new UplinkReader(UplinkContent.of(Channel.BIRTH)
                .andReadingsWith(Metric.SENSOR_STATE)
                .andReadingsOf(FacilityKind.PARKING));
        DeviceAddress bay = new DeviceAddress("410811", FacilityKind.PARKING, "p-1");
        Reading occupied = Reading.at(ARRIVAL).with(Metric.OCCUPIED, true).build();
        byte[] faulty = "{\"gasLel\": 1.5, \"sensorState\": \"fault\"}".getBytes(UTF_8);
        byte[] usual = "{\"gasLel\": 1.5}".getBytes(UTF_8);

        DeviceUplink parking = device(some, UplinkRecords.of(bay, Channel.TELEMETRY, ARRIVAL, occupied));
        DeviceUplink fault = device(some, UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, faulty));
        DeviceUplink gas = device(some, UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, usual));

        assertThat(parking.messages()).containsExactly(occupied);
        assertThat(fault.messages()).hasSize(1);
        assertThat(gas.messages()).isEmpty();
    }

    @Test
    void theContentTypeSaysThatAReadingIsInSenml() {
        ProducerRecord<byte[], byte[]> record = UplinkRecords.of(
                GAS, Channel.TELEMETRY, ARRIVAL, "[{\"bv\": 1, \"n\": \"gasLel\", \"v\": 2.5}]".getBytes(UTF_8));
        byte[] arrival = record.headers().lastHeader(LogTopics.HEADER_ARRIVAL).value();
        record.headers()
                .remove(LogTopics.HEADER_ARRIVAL)
                .add(LogTopics.HEADER_CONTENT_TYPE, "application/senml+json".getBytes(UTF_8))
                .add(LogTopics.HEADER_ARRIVAL, arrival);

        assertThat(device(everything, record).messages())
                .containsExactly(Reading.at(ARRIVAL).with(Metric.GAS_LEL, 3.5).build());
    }

    @Test
    void onATopicOfThingsBoardsThePrincipalSaysWhoseItIs() {
        byte[] payload = "{\"gasLel\": 3.5}".getBytes(UTF_8);

        DeviceUplink uplink = device(
                everything,
                UplinkRecords.of("thingsboard/410811/gas/gas-1", "v1/devices/me/telemetry", ARRIVAL, payload));
        Uplink foreign = everything.read(
                UplinkRecords.consumed(UplinkRecords.of("gas-1", "v1/devices/me/telemetry", ARRIVAL, payload)));

        assertThat(uplink.address()).isEqualTo(GAS);
        assertThat(uplink.messages())
                .containsExactly(Reading.at(ARRIVAL).with(Metric.GAS_LEL, 3.5).build());
        assertThat(foreign).isInstanceOf(UnusableUplink.class);
    }

    @Test
    void whatIsSentThroughAgainSaysWhatWasWhenItCameFirst() {
        byte[] payload = "{\"gasLel\": 3.5}".getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> again = UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, payload);
        again.headers().add(LogTopics.HEADER_RETRY, millis(ARRIVAL - 60_000));

        PositionedUplink retried = everything.readPositioned(UplinkRecords.consumed(again));
        PositionedUplink next = everything.readPositioned(
                UplinkRecords.consumed(UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, payload)));

        assertThat(retried.retry()).isTrue();
        assertThat(((DeviceUplink) retried.uplink()).ownTimes()).isEqualTo(OwnTimes.FORMER);
        assertThat(((DeviceUplink) retried.uplink()).arrival()).isEqualTo(ARRIVAL);
        assertThat(((DeviceUplink) retried.uplink()).messages())
                .containsExactly(
                        Reading.at(ARRIVAL - 60_000).with(Metric.GAS_LEL, 3.5).build());
        assertThat(next.retry()).isFalse();
    }

    @Test
    void whatIsSentThroughAgainIsNoNewsAndHidesNoSignOfLife() {
        UplinkReader thinning = new UplinkReader(UplinkContent.of(Channel.BIRTH).withSignsThinned());
        byte[] payload = "{\"gasLel\": 3.5}".getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> again = UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, payload);
        again.headers().add(LogTopics.HEADER_RETRY, millis(ARRIVAL - 60_000));

        Uplink retried = thinning.readNews(UplinkRecords.consumed(again));
        Uplink sign =
                thinning.readNews(UplinkRecords.consumed(UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, payload)));

        assertThat(retried).isInstanceOfSatisfying(DeviceUplink.class, uplink -> assertThat(uplink.isNews())
                .isFalse());
        assertThat(sign).isInstanceOfSatisfying(DeviceUplink.class, uplink -> assertThat(uplink.isNews())
                .isTrue());
    }

    @Test
    void whatADeviceOfThingsBoardsSaidIsOfItsFirstArrivalToo() {
        byte[] payload = "{\"gasLel\": 30, \"batteryPct\": \"full\"}".getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> again =
                UplinkRecords.of("thingsboard/410811/gas/gas-1", "v1/devices/me/telemetry", ARRIVAL, payload);
        again.headers().add(LogTopics.HEADER_RETRY, millis(ARRIVAL - 60_000));

        DeviceUplink retried = device(everything, again);

        assertThat(retried.arrival()).isEqualTo(ARRIVAL);
        assertThat(retried.messages())
                .containsExactly(
                        Reading.at(ARRIVAL - 60_000).with(Metric.GAS_LEL, 30).build());
        assertThat(retried.rejected().arrival()).isEqualTo(ARRIVAL - 60_000);
    }

    @Test
    void itSaysWhenATimeThatTheDeviceGaveCanNotBe() {
        DeviceUplink uplink = device(
                everything,
                UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, "{\"t\": 7, \"gasLel\": 3}".getBytes(UTF_8)));
        DeviceUplink other = device(
                everything,
                UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, "{\"t\": \"7\", \"gasLel\": 3}".getBytes(UTF_8)));

        assertThat(uplink.ownTimes()).isEqualTo(OwnTimes.IMPOSSIBLE);
        assertThat(uplink.messages())
                .containsExactly(Reading.at(ARRIVAL).with(Metric.GAS_LEL, 3).build());
        assertThat(other.ownTimes()).isEqualTo(OwnTimes.POSSIBLE);
    }

    @Test
    void aRecordOnAnotherTopicIsUnusableAndSaysWhy() {
        Uplink uplink = everything.read(UplinkRecords.consumed(
                UplinkRecords.of("x", "citywatch/v1/410811/bridge/x/telemetry", ARRIVAL, new byte[0])));

        assertThat(uplink).isInstanceOfSatisfying(UnusableUplink.class, unusable -> {
            assertThat(unusable.rejected().rejections().get(0).reason()).isEqualTo(RejectReason.UNKNOWN_TOPIC);
            assertThat(unusable.rejected().rejections().get(0).detail()).contains("bridge");
        });
    }

    @Test
    void aRecordWithoutHeadersHarmsNobody() {
        ConsumerRecord<byte[], byte[]> bare = UplinkRecords.consumed(
                new ProducerRecord<>(LogTopics.UPLINK, null, ARRIVAL, new byte[0], new byte[] {1}));

        Uplink uplink = everything.read(bare);

        assertThat(uplink).isInstanceOfSatisfying(UnusableUplink.class, unusable -> {
            assertThat(unusable.rejected().arrival()).isEqualTo(ARRIVAL);
            assertThat(unusable.rejected().topic()).isEmpty();
        });
    }

    @Test
    void aBrokenTickIsUnusable() {
        ProducerRecord<byte[], byte[]> record = UplinkRecords.tick(0, new Tick(ARRIVAL, 0));
        record.headers().remove(LogTopics.HEADER_TICK).add(LogTopics.HEADER_TICK, new byte[3]);

        assertThat(everything.read(UplinkRecords.consumed(record))).isInstanceOf(UnusableUplink.class);
    }

    @Test
    void oneSignOfLifeAMinuteIsEnoughWhereNothingElseIsWanted() {
        UplinkReader thinned = new UplinkReader(UplinkContent.of(Channel.BIRTH).withSignsThinned());
        long minute = ARRIVAL - ARRIVAL % 60_000;

        assertThat(isNews(thinned, GAS, Channel.TELEMETRY, minute)).isTrue();
        assertThat(isNews(thinned, GAS, Channel.TELEMETRY, minute + 59_999)).isFalse();
        assertThat(isNews(thinned, new DeviceAddress("410811", FacilityKind.GAS, "gas-2"), Channel.TELEMETRY, minute))
                .isTrue();
        assertThat(isNews(thinned, new DeviceAddress("410802", FacilityKind.GAS, "gas-1"), Channel.TELEMETRY, minute))
                .isTrue();
        assertThat(isNews(thinned, GAS, Channel.TELEMETRY, minute + 60_000)).isTrue();
        assertThat(isNews(thinned, GAS, Channel.TELEMETRY, minute)).isTrue();
    }

    @Test
    void onlyReadingsAreSignsOfLifeThatRepeat() {
        UplinkReader thinned = new UplinkReader(UplinkContent.of(Channel.BIRTH).withSignsThinned());

        for (int i = 0; i < 2; i++) {
            for (Channel channel : new Channel[] {Channel.BIRTH, Channel.DEATH, Channel.EVENT, Channel.ACK}) {
                assertThat(isNews(thinned, GAS, channel, ARRIVAL)).isTrue();
            }
        }
        assertThat(isNews(thinned, GAS, Channel.TELEMETRY, ARRIVAL)).isTrue();
    }

    @Test
    void readingsThatAreWantedAllCome() {
        UplinkReader thinned = new UplinkReader(UplinkContent.of(Channel.BIRTH)
                .andReadingsWith(Metric.SENSOR_STATE)
                .andReadingsOf(FacilityKind.PARKING)
                .withSignsThinned());
        byte[] faulty = "{\"sensorState\": \"fault\"}".getBytes(UTF_8);
        DeviceAddress bay = new DeviceAddress("410811", FacilityKind.PARKING, "p-1");

        for (int i = 0; i < 3; i++) {
            assertThat(thinned.readNews(
                            UplinkRecords.consumed(UplinkRecords.of(GAS, Channel.TELEMETRY, ARRIVAL, faulty))))
                    .isInstanceOfSatisfying(DeviceUplink.class, fault -> assertThat(fault.messages())
                            .hasSize(1));
            assertThat(isNews(thinned, bay, Channel.TELEMETRY, ARRIVAL)).isTrue();
        }
        assertThat(isNews(thinned, GAS, Channel.TELEMETRY, ARRIVAL)).isTrue();
    }

    @Test
    void whatSeveralDevicesSayOnOneTopicIsNotTakenForARepetition() {
        UplinkReader thinned = new UplinkReader(UplinkContent.of(Channel.BIRTH).withSignsThinned());
        byte[] payload = "{\"gasLel\": 3.5}".getBytes(UTF_8);

        for (String device : new String[] {"gas-1", "gas-2"}) {
            assertThat(thinned.readNews(UplinkRecords.consumed(UplinkRecords.of(
                            "thingsboard/410811/gas/" + device, "v1/devices/me/telemetry", ARRIVAL, payload))))
                    .isInstanceOf(DeviceUplink.class);
        }
    }

    /** More devices than there is room for are taken for new, and none for one that has spoken. */
    @Test
    void noDeviceIsTakenForAnother() {
        UplinkReader thinned = new UplinkReader(UplinkContent.of(Channel.BIRTH).withSignsThinned());

        for (int i = 0; i < 400_000; i++) {
            DeviceAddress device = new DeviceAddress("410811", FacilityKind.GAS, "gas-" + i);
            if (!isNews(thinned, device, Channel.TELEMETRY, ARRIVAL)) {
                throw new AssertionError(device + " is taken for another");
            }
        }
    }

    private static boolean isNews(UplinkReader reader, DeviceAddress device, Channel channel, long arrival) {
        return reader.readNews(UplinkRecords.consumed(
                        UplinkRecords.of(device, channel, arrival, "{\"gasLel\": 1.5}".getBytes(UTF_8))))
                != null;
    }

    private static byte[] millis(long t) {
        return ByteBuffer.allocate(Long.BYTES).putLong(t).array();
    }

    private static DeviceUplink device(UplinkReader reader, ProducerRecord<byte[], byte[]> record) {
        return (DeviceUplink) reader.read(UplinkRecords.consumed(record));
    }
}

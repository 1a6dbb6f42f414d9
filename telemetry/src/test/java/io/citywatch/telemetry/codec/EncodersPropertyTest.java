package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.sparkplug.EdgeNode;
import io.citywatch.telemetry.sparkplug.SparkplugDecoder;
import io.citywatch.telemetry.sparkplug.SparkplugEncoder;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is written in a convention is read as what it was. */
class EncodersPropertyTest {
    private static final long ARRIVAL = GoldenFile.ARRIVAL;
    private static final String NODE = "c1";

    private final UplinkCodecs codecs = new UplinkCodecs();
    private final ThingsBoardDecoder thingsBoard = new ThingsBoardDecoder();

    @Property
    void readingsInSenml(@ForAll FacilityKind kind, @ForAll Random random) {
        Reading reading = reading(kind, random);
        UplinkTopic topic = new UplinkTopic(device(kind), Channel.TELEMETRY);

        assertIs(reading, codecs.decode(topic, null, SenmlEncoder.json().encode("d-1", reading), ARRIVAL));
        assertIs(reading, codecs.decode(topic, null, SenmlEncoder.cbor().encode("d-1", reading), ARRIVAL));
    }

    @Property
    void readingsOfThingsBoards(@ForAll FacilityKind kind, @ForAll Random random) {
        Reading reading = reading(kind, random);

        assertIs(
                reading,
                thingsBoard.decode(
                        topic(kind, ThingsBoardTopic.TELEMETRY), ThingsBoardEncoder.encode(reading), ARRIVAL));
    }

    @Example
    void birthsAndAnswersOfThingsBoards() {
        CommandAnswer answer = new CommandAnswer(ARRIVAL, "gas~1", CommandAnswer.Result.REFUSED, null);
        String request = ThingsBoardTopic.requestOf("gas~1");

        assertIs(
                birth(ARRIVAL),
                thingsBoard.decode(
                        topic(FacilityKind.GAS_PIPE, ThingsBoardTopic.ATTRIBUTES),
                        ThingsBoardEncoder.encode(birth(ARRIVAL)),
                        ARRIVAL));
        assertIs(
                new CommandAnswer(ARRIVAL, request, CommandAnswer.Result.REFUSED, null),
                thingsBoard.decode(
                        topic(FacilityKind.GAS, ThingsBoardTopic.ANSWERS + request),
                        ThingsBoardEncoder.encode(answer),
                        ARRIVAL));
    }

    /** More messages than there are numbers, and one that is not sent. */
    @Example
    void aSessionOfAnEdgeNodeHasNoGap() {
        SparkplugEncoder encoder = new SparkplugEncoder();
        SparkplugDecoder decoder = new SparkplugDecoder();
        EdgeNode node = new EdgeNode("410811/" + NODE);
        DeviceAddress device = device(FacilityKind.GAS_PIPE);
        Random random = new Random(1);
        for (int session = 0; session < 2; session++) {
            byte[] will = encoder.death();
            var born =
                    decoder.decode(topic(SparkplugTopic.Type.NBIRTH, null), encoder.nodeBirth(ARRIVAL), ARRIVAL, node);
            assertThat(born.decoded().rejections()).isEmpty();
            assertIs(
                    birth(ARRIVAL),
                    decoder.decode(
                                    topic(SparkplugTopic.Type.DBIRTH, device),
                                    encoder.deviceBirth(birth(ARRIVAL)),
                                    ARRIVAL,
                                    node)
                            .decoded());
            for (int message = 0; message < 600; message++) {
                Reading reading = reading(FacilityKind.GAS_PIPE, random);
                encoder.deviceData(reading);
                encoder.takeBack();

                var heard = decoder.decode(
                        topic(SparkplugTopic.Type.DDATA, device), encoder.deviceData(reading), ARRIVAL, node);

                assertIs(reading, heard.decoded());
                assertThat(heard.rebirth()).isNull();
            }
            decoder.decode(topic(SparkplugTopic.Type.NDEATH, null), will, ARRIVAL, node);
            assertThat(node.session().alive()).isFalse();
        }
    }

    private static void assertIs(DeviceMessage expected, Decoded decoded) {
        assertThat(decoded.rejections()).isEmpty();
        assertThat(decoded.messages()).containsExactly(expected);
    }

    private static Reading reading(FacilityKind kind, Random random) {
        Reading.Builder reading = Reading.at(ARRIVAL - random.nextInt(1_000_000));
        Metric sure = kind.metrics().iterator().next();
        for (Metric metric : kind.metrics()) {
            double value = metric.min() + random.nextDouble() * (metric.max() - metric.min());
            if (metric == sure || random.nextBoolean()) {
                reading.with(metric, metric.type() == MetricType.NUMBER ? value : Math.rint(value));
            }
        }
        return reading.build();
    }

    private static Birth birth(long t) {
        return new Birth(
                t,
                "4108110111000042",
                AssetState.COMMISSIONED,
                new Birth.Identity("GP-1", "1.4.2", "pipe_gas", true, PressureClass.MEDIUM_B),
                new Birth.Place(35.2153, 113.2613, "塔南路 88 号", new Birth.Neighbours(null, "m-1", null)),
                new Birth.Share(0, 0, 100),
                0.5,
                60);
    }

    private static ThingsBoardTopic topic(FacilityKind kind, String name) {
        ThingsBoardTopic topic = ThingsBoardTopic.parse(name, ThingsBoardTopic.userName(device(kind)));
        assertThat(topic).isNotNull();
        return topic;
    }

    private static SparkplugTopic topic(SparkplugTopic.Type type, DeviceAddress device) {
        return new SparkplugTopic("410811", type, NODE, device);
    }

    private static DeviceAddress device(FacilityKind kind) {
        return new DeviceAddress("410811", kind, "d-1");
    }
}

package io.citywatch.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.SparkplugTopic;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class SparkplugLimitsTest {
    private static final long T = 1_676_339_400_000L;
    private static final int BOOLEAN = 11;

    private final EdgeNode node = new EdgeNode("410811/c1");
    private final SparkplugDecoder decoder = new SparkplugDecoder();

    @Test
    void aBirthWithTooManyMetricsIsSaidToHaveThemAndNotAskedForAgain() {
        decode("NBIRTH/c1", payload(0));
        Payload.Builder birth = payload(1);
        for (int alias = 0; alias <= EdgeNode.MAX_METRICS; alias++) {
            birth.addMetrics(Payload.Metric.newBuilder()
                    .setName("Device Control/" + alias)
                    .setAlias(alias)
                    .setDatatype(BOOLEAN)
                    .setBooleanValue(false));
        }

        var born = decode("DBIRTH/c1/gas:gas-1", birth);
        var data = decode(
                "DDATA/c1/gas:gas-1",
                payload(2)
                        .addMetrics(Payload.Metric.newBuilder()
                                .setAlias(EdgeNode.MAX_METRICS)
                                .setBooleanValue(true)));

        assertThat(born.decoded().rejections()).singleElement().satisfies(rejection -> assertThat(rejection.reason())
                .isEqualTo(RejectReason.OUT_OF_RANGE));
        assertThat(data.decoded().rejections()).singleElement().satisfies(rejection -> assertThat(rejection.reason())
                .isEqualTo(RejectReason.NO_BIRTH));
        assertThat(data.rebirth()).isNull();
    }

    @Test
    void aDeviceForWhichThereIsNoRoomIsSaidToHaveNoneAndNotAskedForAgain() {
        decode("NBIRTH/c1", payload(0));
        for (int device = 1; device <= EdgeNode.MAX_DEVICES; device++) {
            decode("DBIRTH/c1/gas:gas-" + device, payload(device % 256));
        }

        var born = decode("DBIRTH/c1/gas:gas-x", payload((EdgeNode.MAX_DEVICES + 1) % 256));
        var data = decode(
                "DDATA/c1/gas:gas-x",
                payload((EdgeNode.MAX_DEVICES + 2) % 256)
                        .addMetrics(Payload.Metric.newBuilder().setAlias(1).setBooleanValue(true)));

        assertThat(born.decoded().rejections()).singleElement().satisfies(rejection -> assertThat(rejection.reason())
                .isEqualTo(RejectReason.OUT_OF_RANGE));
        assertThat(data.decoded().rejections()).singleElement().satisfies(rejection -> assertThat(rejection.reason())
                .isEqualTo(RejectReason.NO_BIRTH));
        assertThat(data.rebirth()).isNull();
    }

    private SparkplugDecoder.Heard decode(String topic, Payload.Builder payload) {
        return decoder.decode(
                SparkplugTopic.parse("spBv1.0/410811/" + topic), payload.build().toByteArray(), T, node);
    }

    private static Payload.Builder payload(int seq) {
        return Payload.newBuilder().setTimestamp(T).setSeq(seq);
    }
}

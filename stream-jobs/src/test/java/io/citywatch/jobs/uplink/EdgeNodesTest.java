package io.citywatch.jobs.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.sparkplug.BornDevice;
import io.citywatch.telemetry.sparkplug.BornMetric;
import io.citywatch.telemetry.sparkplug.EdgeNode;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class EdgeNodesTest {
    private static final long T = 1_676_339_400_000L;
    private static final long ALIAS = 10;

    @Test
    void anAliasIsKnownFromItsBirthOverARestart() throws Exception {
        OperatorSubtaskState saved;
        try (var before = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
            before.open();
            before.processElement(nodeBirth("c1"), T);
            before.processElement(deviceBirth("c1", 1), T);
            saved = before.snapshot(1, T);
        }
        try (var after = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
            after.initializeState(saved);
            after.open();

            after.processElement(data("c1", 2, 4.5f), T);

            assertThat(after.extractOutputValues()).singleElement().isInstanceOfSatisfying(DeviceUplink.class, said -> {
                assertThat(said.messages()).containsExactly(reading(4.5));
                assertThat(said.rejected()).isNull();
            });
        }
    }

    @Test
    void afterAChangeOfParallelismTheNewerStateOfEachEdgeNodeHolds() throws Exception {
        OperatorSubtaskState older;
        try (var one = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
            one.open();
            one.processElement(nodeBirth("c1"), T);
            older = one.snapshot(1, T);
        }
        OperatorSubtaskState newer;
        try (var other = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
            other.initializeState(older);
            other.open();
            other.processElement(deviceBirth("c1", 1), T);
            newer = other.snapshot(1, T);
        }
        for (List<OperatorSubtaskState> order : List.of(List.of(older, newer), List.of(newer, older))) {
            OperatorSubtaskState both =
                    AbstractStreamOperatorTestHarness.repackageState(order.toArray(OperatorSubtaskState[]::new));
            try (var after = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
                after.initializeState(both);
                after.open();

                after.processElement(data("c1", 2, 4.5f), T);

                assertThat(messages(after.extractOutputValues())).containsExactly(reading(4.5));
            }
        }
    }

    @Test
    void dataWithoutItsBirthIsADeadLetterAndTheBirthIsAskedFor() throws Exception {
        try (var nodes = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
            nodes.open();

            nodes.processElement(data("c1", 7, 25f), T);
            nodes.processElement(data("c1", 8, 26f), T);

            assertThat(nodes.extractOutputValues()).hasSize(3);
            assertThat(nodes.extractOutputValues().get(0))
                    .isInstanceOfSatisfying(DeviceUplink.class, said -> assertThat(
                                    said.rejected().rejections())
                            .extracting(rejection -> rejection.reason())
                            .containsExactly(RejectReason.NO_BIRTH));
            assertThat(nodes.extractOutputValues().get(1))
                    .isEqualTo(new RebirthWanted(new RebirthRequest("410811", "c1", T, T + 60_000)));
        }
    }

    @Test
    void aJobThatWantsOnlyBirthsGetsThoseAndSignsOfLife() throws Exception {
        try (var nodes = harness(UplinkContent.of(Channel.BIRTH), 0, 1)) {
            nodes.open();

            nodes.processElement(nodeBirth("c1"), T);
            nodes.processElement(deviceBirth("c1", 1), T);
            nodes.processElement(data("c1", 2, 25f), T);

            assertThat(messages(nodes.extractOutputValues())).hasSize(1).allMatch(Birth.class::isInstance);
            assertThat(nodes.extractOutputValues())
                    .filteredOn(DeviceUplink.class::isInstance)
                    .hasSize(2);
            assertThat(nodes.extractOutputValues().get(0)).isInstanceOf(EdgeNodeUplink.class);
        }
    }

    @Test
    void aJobMayWantTheReadingsOfOneKindAndThoseWithOneMetric() throws Exception {
        UplinkContent births = UplinkContent.of(Channel.BIRTH);
        for (UplinkContent wanting :
                List.of(births.andReadingsOf(FacilityKind.GAS), births.andReadingsWith(Metric.GAS_LEL))) {
            assertThat(readings(wanting)).containsExactly(reading(1), reading(25));
        }
        for (UplinkContent notWanting :
                List.of(births.andReadingsOf(FacilityKind.PARKING), births.andReadingsWith(Metric.SENSOR_STATE))) {
            assertThat(readings(notWanting)).isEmpty();
        }
    }

    private static List<DeviceMessage> readings(UplinkContent content) throws Exception {
        try (var nodes = harness(content, 0, 1)) {
            nodes.open();
            nodes.processElement(nodeBirth("c1"), T);
            nodes.processElement(deviceBirth("c1", 1), T);
            nodes.processElement(data("c1", 2, 25f), T);
            return messages(nodes.extractOutputValues()).stream()
                    .filter(Reading.class::isInstance)
                    .toList();
        }
    }

    @Test
    void everythingElsePassesUntouched() throws Exception {
        UplinkTick tick = new UplinkTick(new Tick(T, 0));
        try (var nodes = harness(UplinkContent.ALL_WITH_REJECTIONS, 0, 1)) {
            nodes.open();

            nodes.processElement(tick, T);

            assertThat(nodes.extractOutputValues()).containsExactly(tick);
        }
    }

    @Test
    void theStateAndWhatFollowsFromItComeBackFromTheirBytes() throws IOException {
        EdgeNode node = new EdgeNode(
                "410811/c1",
                new EdgeNode.Session(17, true, 3L, 255, T),
                Map.of(
                        "gas:gas-1",
                        new BornDevice(List.of(new BornMetric("gasLel", 10L, 9), new BornMetric("x", null, 0)))));
        RebirthRequest request = new RebirthRequest("410811", "c1", T, T + 1);
        SparkplugUplink raw = data("c1", 2, 4.5f);
        EdgeNodeUplink said = new EdgeNodeUplink(nodeBirth("c1").topic(), T, null);

        assertThat(RoundTrip.of(new EdgeNodeSerializer(), node)).isEqualTo(node);
        assertThat(RoundTrip.of(new EdgeNodeSerializer(), new EdgeNode("a/b"))).isEqualTo(new EdgeNode("a/b"));
        assertThat(RoundTrip.of(new RebirthRequestSerializer(), request)).isEqualTo(request);
        assertThat(RoundTrip.of(new UplinkSerializer(), new RebirthWanted(request)))
                .isEqualTo(new RebirthWanted(request));
        assertThat(RoundTrip.of(new UplinkSerializer(), said)).isEqualTo(said);
        assertThat(RoundTrip.of(new UplinkSerializer(), raw))
                .usingRecursiveComparison()
                .isEqualTo(raw);
    }

    private static OneInputStreamOperatorTestHarness<Uplink, Uplink> harness(
            UplinkContent content, int task, int parallelism) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<Uplink, Uplink>(
                new ProcessOperator<>(new EdgeNodes(content)), 4, parallelism, task);
        harness.setup(new UplinkSerializer());
        return harness;
    }

    private static List<DeviceMessage> messages(List<Uplink> said) {
        return said.stream()
                .filter(DeviceUplink.class::isInstance)
                .flatMap(uplink -> ((DeviceUplink) uplink).messages().stream())
                .toList();
    }

    private static Reading reading(double gasLel) {
        return Reading.at(T).with(Metric.GAS_LEL, gasLel).build();
    }

    private static SparkplugUplink nodeBirth(String node) {
        return uplink("NBIRTH/" + node, Payload.newBuilder().setSeq(0));
    }

    private static SparkplugUplink deviceBirth(String node, long seq) {
        return uplink(
                "DBIRTH/" + node + "/gas:gas-1",
                Payload.newBuilder()
                        .setSeq(seq)
                        .addMetrics(metric("asset").setStringValue("A1"))
                        .addMetrics(metric("state").setStringValue("commissioned"))
                        .addMetrics(metric("gasLel").setAlias(ALIAS).setFloatValue(1)));
    }

    private static SparkplugUplink data(String node, long seq, float gasLel) {
        return uplink(
                "DDATA/" + node + "/gas:gas-1",
                Payload.newBuilder()
                        .setSeq(seq)
                        .addMetrics(Payload.Metric.newBuilder().setAlias(ALIAS).setFloatValue(gasLel)));
    }

    private static Payload.Metric.Builder metric(String name) {
        return Payload.Metric.newBuilder().setName(name);
    }

    private static SparkplugUplink uplink(String topic, Payload.Builder payload) {
        byte[] bytes = payload.setTimestamp(T).build().toByteArray();
        return new SparkplugUplink(SparkplugTopic.parse("spBv1.0/410811/" + topic), T, "concentrator/410811/c1", bytes);
    }
}

package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.historian.rollup.RollUpSpan;
import io.citywatch.jobs.historian.rollup.RollUpWidth;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.PointsSerializer;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.LogPosition;
import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.jobs.uplink.UnusableUplink;
import io.citywatch.jobs.uplink.Uplink;
import io.citywatch.jobs.uplink.UplinkTick;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** The hours that the historian sums up, over a restart. */
class UplinkHistoryTest {
    private static final long HOUR = 1_676_336_400_000L;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long MINUTE = 60_000;
    private static final DeviceAddress GAS = new DeviceAddress("410811", FacilityKind.GAS, "gas-1");
    private static final RollUpSpan WHOLE_KIND = RollUpSpan.of(FacilityKind.GAS, RollUpWidth.HOUR, HOUR);

    private long offset;

    @Test
    void anHourThatPassesWholeIsWrittenAfterItsEnd() throws Exception {
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));
            send(history, reading(HOUR + MINUTE, 2));
            send(history, reading(HOUR + 2 * MINUTE, 4));
            send(history, tick(HOUR + HOUR_MILLIS));
            assertThat(side(history, UplinkHistory.ROLLED_UP)).isEmpty();

            send(history, tick(HOUR + HOUR_MILLIS + 2 * MINUTE));

            assertThat(side(history, UplinkHistory.ROLLED_UP))
                    .extracting(Points::lines)
                    .containsExactly("gas_1h,device=gas-1,district=410811 min_gasLel=2.0,max_gasLel=4.0,"
                            + "mean_gasLel=3.0,last_gasLel=4.0,count_gasLel=2i " + HOUR + "000000\n");
            assertThat(side(history, UplinkHistory.TOUCHED))
                    .extracting(RollUpSpan::width)
                    .containsOnly(RollUpWidth.MINUTE);
        }
    }

    @Test
    void anHourThatWasOpenInTheCheckpointIsLeftToInfluxDb() throws Exception {
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));
            send(history, reading(HOUR + MINUTE, 2));
            var saved = history.snapshot(1, 0);
            try (var restored = harness()) {
                restored.initializeState(saved);
                restored.open();
                send(restored, reading(HOUR + 2 * MINUTE, 4));
                send(restored, tick(HOUR + HOUR_MILLIS + 2 * MINUTE));

                assertThat(side(restored, UplinkHistory.TOUCHED)).contains(WHOLE_KIND);
                assertThat(side(restored, UplinkHistory.ROLLED_UP)).isEmpty();
            }
        }
    }

    @Test
    void anHourThatIsWrittenIsInNoLaterCheckpoint() throws Exception {
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));
            send(history, reading(HOUR + MINUTE, 2));
            send(history, tick(HOUR + HOUR_MILLIS + 2 * MINUTE));
            var saved = history.snapshot(1, 0);
            try (var restored = harness()) {
                restored.initializeState(saved);
                restored.open();
                send(restored, tick(HOUR + HOUR_MILLIS + 3 * MINUTE));

                assertThat(side(restored, UplinkHistory.TOUCHED)).isEmpty();
            }
        }
    }

    @Test
    void ofAMessageThatIsTooLargeForALetterTheLetterSaysWhereItStands() throws Exception {
        byte[] payload = "\"".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        var rejected = new RejectedMessage(
                "nowhere", HOUR, null, List.of(new Rejection(RejectReason.UNKNOWN_TOPIC, "nowhere")), payload);
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));

            send(history, record(HOUR, new UnusableUplink(rejected)));

            assertThat(side(history, UplinkHistory.REJECTED)).singleElement().satisfies(record -> {
                assertThat(record.value().length).isLessThan(1024 * 1024);
                RejectedMessage letter = LogJson.rejectedMessage(record.value());
                assertThat(letter.original()).isEqualTo(new RejectedMessage.Original(0, 1));
            });
        }
    }

    /** Two of them that hear one device stand in two partitions. */
    @Test
    void theHourOfADeviceThatEdgeNodesHearIsLeftToInfluxDb() throws Exception {
        DeviceUplink message = new DeviceUplink(
                GAS,
                Channel.TELEMETRY,
                HOUR + MINUTE,
                List.of(Reading.at(HOUR + MINUTE).with(Metric.GAS_LEL, 2).build()),
                null);
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));
            send(history, new PositionedUplink(new LogPosition(0, offset++), HOUR + MINUTE, false, true, message));
            send(history, tick(HOUR + HOUR_MILLIS + 2 * MINUTE));

            assertThat(side(history, UplinkHistory.ROLLED_UP)).isEmpty();
            assertThat(side(history, UplinkHistory.TOUCHED)).contains(RollUpSpan.hour(FacilityKind.GAS, "gas-1", HOUR));
        }
    }

    /** A device without a clock that has waited for the network: all of that would be one point. */
    @Test
    void whatArrivesInOneMillisecondWithoutATimeStandsApart() throws Exception {
        var saved = new ArrayList<OperatorSubtaskState>();
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));
            send(history, ofArrival(1));
            send(history, ofArrival(2, 3));
            saved.add(history.snapshot(1, 0));
            assertThat(lines(history))
                    .containsExactly(
                            line("1.0", HOUR + MINUTE + "000000"),
                            line("2.0", HOUR + MINUTE + "005000") + line("3.0", HOUR + MINUTE + "005001"));
        }
        try (var history = harness()) {
            history.initializeState(saved.get(0));
            history.open();
            send(history, ofArrival(4));
            send(history, ofArrival(1));

            assertThat(lines(history))
                    .as("after a restart; a repetition is there")
                    .containsExactly(line("4.0", HOUR + MINUTE + "010000"));
        }
    }

    @Test
    void anHourInWhichPointsStandAtOneMillisecondIsLeftToInfluxDb() throws Exception {
        try (var history = harness()) {
            history.open();
            send(history, tick(HOUR - 10 * MINUTE));
            send(history, ofArrival(1, 1));
            send(history, tick(HOUR + HOUR_MILLIS + 2 * MINUTE));

            assertThat(side(history, UplinkHistory.ROLLED_UP)).isEmpty();
            assertThat(side(history, UplinkHistory.TOUCHED)).contains(RollUpSpan.hour(FacilityKind.GAS, "gas-1", HOUR));
        }
    }

    @Test
    void everyPointAndEveryLetterOfAMessageSaysWhereItStands() throws Exception {
        var wrong = List.of(new Rejection(RejectReason.WRONG_TYPE, "batteryPct: a text where a number belongs"));
        DeviceUplink good = new DeviceUplink(
                GAS,
                Channel.TELEMETRY,
                HOUR,
                List.of(Reading.at(HOUR - 1).with(Metric.GAS_LEL, 1).build()),
                null);
        DeviceUplink bad = new DeviceUplink(
                GAS,
                Channel.TELEMETRY,
                HOUR,
                good.messages(),
                new RejectedMessage(
                        "v1/devices/me/telemetry", HOUR, "thingsboard/410811/gas/gas-1", wrong, new byte[0]));
        try (var history = harness()) {
            history.open();

            send(history, record(HOUR, good));
            send(history, record(HOUR, good));
            send(history, record(HOUR, bad));

            assertThat(history.extractOutputValues())
                    .extracting(points -> points.origin().entry())
                    .containsExactly(
                            new Points.Entry(0, 0, HOUR, true),
                            new Points.Entry(0, 1, HOUR, false),
                            new Points.Entry(0, 2, HOUR, false));
            assertThat(side(history, UplinkHistory.REJECTED)).singleElement().satisfies(letter -> assertThat(
                            LogJson.rejectedMessage(letter.value()).original())
                    .isEqualTo(new RejectedMessage.Original(0, 2)));
        }
    }

    private static OneInputStreamOperatorTestHarness<PositionedUplink, Points> harness() throws Exception {
        var log = new LogOptions("127.0.0.1:9", 1, Duration.ofMillis(50), Duration.ofMillis(5));
        var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new UplinkHistory(log)));
        harness.setup(new PointsSerializer());
        return harness;
    }

    private static <T> List<T> side(
            OneInputStreamOperatorTestHarness<PositionedUplink, Points> history, OutputTag<T> tag) {
        var output = history.getSideOutput(tag);
        return output == null
                ? List.of()
                : output.stream().map(record -> record.getValue()).toList();
    }

    private static void send(
            OneInputStreamOperatorTestHarness<PositionedUplink, Points> history, PositionedUplink record)
            throws Exception {
        history.processElement(record, record.timestamp());
    }

    private PositionedUplink reading(long t, double gasLel) {
        Reading reading = Reading.at(t).with(Metric.GAS_LEL, gasLel).build();
        DeviceAddress address = new DeviceAddress("410811", FacilityKind.GAS, "gas-1");
        return record(t, new DeviceUplink(address, Channel.TELEMETRY, t, List.of(reading), null));
    }

    private PositionedUplink ofArrival(double... gasLel) {
        List<DeviceMessage> readings = new ArrayList<>();
        for (double value : gasLel) {
            readings.add(Reading.at(HOUR + MINUTE).with(Metric.GAS_LEL, value).build());
        }
        return record(HOUR + MINUTE, new DeviceUplink(GAS, Channel.TELEMETRY, HOUR + MINUTE, readings, null));
    }

    private static String line(String gasLel, String time) {
        return "gas,device=gas-1,district=410811 gasLel=" + gasLel + ' ' + time + '\n';
    }

    private static List<String> lines(OneInputStreamOperatorTestHarness<PositionedUplink, Points> history) {
        return history.extractOutputValues().stream().map(Points::lines).toList();
    }

    private PositionedUplink tick(long t) {
        return record(t, new UplinkTick(new Tick(t, 0)));
    }

    private PositionedUplink record(long t, Uplink uplink) {
        return new PositionedUplink(new LogPosition(0, offset++), t, false, uplink);
    }
}

package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static io.citywatch.jobs.census.Births.again;
import static io.citywatch.jobs.census.Births.birth;
import static io.citywatch.jobs.census.Births.gas;
import static io.citywatch.jobs.census.Births.message;
import static io.citywatch.jobs.census.Births.signOfLife;
import static io.citywatch.telemetry.message.AssetState.COMMISSIONED;
import static io.citywatch.telemetry.message.AssetState.DECOMMISSIONED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceBindingTest {
    private static final DeviceAddress DEVICE = gas("gas-1");
    private static final Health WELL = new Health(true, true, false, false);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** The minute in which it was heard, and then three reports of a minute each. */
    private static final long ALIVE = 4 * MINUTE;

    private KeyedBroadcastOperatorTestHarness<String, DeviceUplink, Tick, AssetNews> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harnesses.devices();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aBirthIsASignOfLifeAndBindsTheDevice() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));

        assertThat(Harnesses.taken(harness)).singleElement().isInstanceOfSatisfying(AssetNews.Born.class, born -> {
            assertThat(born.asset()).isEqualTo("asset-1");
            assertThat(born.health().alive()).isTrue();
            assertThat(born.claim().share().lengthMm()).isEqualTo(12_500);
        });
    }

    @Test
    void aDeviceThatIsSilentForThreeReportsIsNotAliveUntilItIsHeardAgain() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(signOfLife(DEVICE, T + 2 * MINUTE));
        Harnesses.taken(harness);

        harness.watermark(T + ALIVE + MINUTE);
        assertThat(Harnesses.taken(harness)).as("before its time").isEmpty();
        harness.watermark(T + ALIVE + 2 * MINUTE);
        assertThat(Harnesses.taken(harness))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetNews.Life.class,
                        life -> assertThat(life.health().alive()).isFalse());
        send(signOfLife(DEVICE, T + ALIVE + 3 * MINUTE));

        assertThat(Harnesses.taken(harness))
                .containsExactly(new AssetNews.Life("asset-1", T + ALIVE + 3 * MINUTE, "gas-1", WELL));
    }

    @Test
    void whatIsSentThroughAgainCountsAndIsNoSignOfLife() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        harness.watermark(T + ALIVE + MINUTE);
        Harnesses.taken(harness);

        send(again(
                DEVICE,
                Channel.TELEMETRY,
                T + 2 * ALIVE,
                List.of(Reading.at(T + 1).with(SensorState.FAULT).build())));
        assertThat(lives()).containsExactly(new Health(true, false, true, false));

        send(again(DEVICE, Channel.BIRTH, T + 2 * ALIVE, List.of(birth("asset-1", COMMISSIONED, T + 2))));
        assertThat(lives()).containsExactly(new Health(true, false, false, false));
    }

    @Test
    void aBirthThatIsSentThroughAgainLateMakesNoDeviceLive() throws Exception {
        harness.watermark(T + 2 * ALIVE - 1000);

        send(again(DEVICE, Channel.BIRTH, T + 2 * ALIVE, List.of(birth("asset-1", COMMISSIONED, T))));

        assertThat(Harnesses.taken(harness))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetNews.Born.class,
                        born -> assertThat(born.health().alive()).isFalse());
    }

    /** However births are packed into messages, each asset hears of those that are its own. */
    @Test
    void ofTwoBirthsInOneMessageTheFirstAssetHearsThatTheDeviceHasLeft() throws Exception {
        var first = birth("asset-1", COMMISSIONED, T);
        var second = birth("asset-2", COMMISSIONED, T + 1000);

        send(new DeviceUplink(DEVICE, Channel.BIRTH, T + 2000, List.of(first, second), null));

        assertThat(Harnesses.taken(harness))
                .extracting(AssetNews::asset)
                .containsExactly("asset-1", "asset-2", "asset-1");
    }

    @Test
    void aRestorationThatOvertakesItsFaultHolds() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        Harnesses.taken(harness);

        send(event(T + 2000, EventType.RESTORE));
        send(event(T + 1000, EventType.FAULT));

        assertThat(lives()).isEmpty();
    }

    @Test
    void aSensorThatIsWellWasWellBeforeAnOlderFaultCame() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        Harnesses.taken(harness);

        send(reading(T + MINUTE, SensorState.NORMAL));
        send(reading(T + MINUTE - 1, SensorState.FAULT));
        assertThat(lives()).isEmpty();

        send(reading(T + MINUTE, SensorState.FAULT));
        assertThat(lives()).hasSize(1);
    }

    @Test
    void signsOfLifeOfADeviceThatWasNeverBornLeaveNothingBehind() throws Exception {
        send(signOfLife(DEVICE, T));

        assertThat(Harnesses.taken(harness)).isEmpty();
        assertThat(Harnesses.entries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aMechanicalValveIsNeverAliveAndNeedsNoTimer() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T, "self_closing_valve"), T));

        assertThat(Harnesses.taken(harness))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetNews.Born.class,
                        born -> assertThat(born.health().alive()).isFalse());
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aDeviceThatMovesLeavesItsOldAsset() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        Harnesses.taken(harness);

        send(message(DEVICE, birth("asset-2", COMMISSIONED, T + 1000), T + 1000));

        List<AssetNews> news = Harnesses.taken(harness);
        assertThat(news).hasSize(2);
        assertThat(news).contains(new AssetNews.Life("asset-1", T + 1000, "gas-1", Health.GONE));
        assertThat(news.get(0)).isInstanceOfSatisfying(AssetNews.Born.class, born -> assertThat(
                        born.health().alive())
                .isTrue());
    }

    @Test
    void anOlderBirthReachesItsAssetAndBindsNothing() throws Exception {
        send(message(DEVICE, birth("asset-2", COMMISSIONED, T + 1000), T + 1000));
        Harnesses.taken(harness);

        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T + 2000));

        assertThat(Harnesses.taken(harness)).singleElement().isInstanceOfSatisfying(AssetNews.Born.class, born -> {
            assertThat(born.asset()).isEqualTo("asset-1");
            assertThat(born.health().alive()).isFalse();
        });
        assertThat(registry()).containsExactly("asset-2");
    }

    @Test
    void aThousandMessagesOfAMinuteCostOneTimer() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        for (int i = 0; i < 1000; i++) {
            send(signOfLife(DEVICE, T + i * 50L));
        }

        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        assertThat(Harnesses.entries(harness)).isEqualTo(1);
    }

    @Test
    void aSensorThatFallsSilentAndIsHeardAgainKeepsItsOneTimer() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        harness.watermark(T + 2 * ALIVE);
        assertThat(harness.numEventTimeTimers()).as("the end of its life").isEqualTo(1);

        send(signOfLife(DEVICE, T + 2 * ALIVE + MINUTE));

        assertThat(harness.numEventTimeTimers()).as("its next silence").isEqualTo(1);
        Harnesses.taken(harness);
        harness.watermark(T + 4 * ALIVE);
        assertThat(lives()).containsExactly(new Health(true, false, false, false));
    }

    @Test
    void silenceIsNoticedAfterARestoreToo() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        OperatorSubtaskState saved = harness.snapshot(1, T);

        try (var restored = Harnesses.devices()) {
            restored.initializeState(saved);
            restored.open();
            restored.watermark(T + 2 * ALIVE);

            assertThat(Harnesses.taken(restored))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            AssetNews.Life.class,
                            life -> assertThat(life.health().alive()).isFalse());
        }
    }

    /** The gateway was away for long: what nobody could hear is not silence. */
    @Test
    void nobodyFallsSilentWhileTheGatewayIsDeaf() throws Exception {
        long back = T + 100 * ALIVE;
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        time(T + MINUTE, T - MINUTE);
        Harnesses.taken(harness);

        time(back, back);
        assertThat(Harnesses.taken(harness)).as("as the gateway comes back").isEmpty();
        send(signOfLife(DEVICE, back + MINUTE));
        time(back + ALIVE - 1, back);
        assertThat(Harnesses.taken(harness)).as("heard again").isEmpty();
    }

    @Test
    void whoIsNotHeardAfterTheGatewayCameBackFallsSilentThreeReportsLater() throws Exception {
        long back = T + 100 * ALIVE;
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        time(T + MINUTE, T - MINUTE);
        time(back, back);
        Harnesses.taken(harness);
        OperatorSubtaskState saved = harness.snapshot(1, T);

        try (var restored = Harnesses.devices()) {
            restored.initializeState(saved);
            restored.open();
            restored.watermark(back + 3 * MINUTE - 1);
            assertThat(Harnesses.taken(restored)).as("before its time").isEmpty();
            restored.watermark(back + 3 * MINUTE);

            assertThat(Harnesses.taken(restored))
                    .containsExactly(new AssetNews.Life(
                            "asset-1", back + 3 * MINUTE, "gas-1", new Health(true, false, false, false)));
            assertThat(restored.numEventTimeTimers()).as("the end of its life").isEqualTo(1);
        }
    }

    /** A replay hears of the gateway's later breaks before it comes to the silence of long ago. */
    @Test
    void aSilenceBeforeTheBreakIsOne() throws Exception {
        long back = T + 100 * ALIVE;
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        harness.processBroadcastElement(new Tick(T + 2 * ALIVE, T - MINUTE), T);
        harness.processBroadcastElement(new Tick(back, back), back);
        Harnesses.taken(harness);

        harness.watermark(T + ALIVE);

        assertThat(lives()).containsExactly(new Health(true, false, false, false));
    }

    @Test
    void aSensorSaysThatItIsBrokenAndThatItIsWellAgain() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        Harnesses.taken(harness);

        send(reading(T + 2000, SensorState.FAULT));
        assertThat(lives()).containsExactly(new Health(true, true, true, false));
        send(reading(T + 1000, SensorState.NORMAL));
        assertThat(lives()).as("old news").isEmpty();
        send(reading(T + 3000, SensorState.EXPIRED));
        assertThat(lives()).containsExactly(new Health(true, true, false, true));
        send(reading(T + 4000, SensorState.WARMUP));
        assertThat(lives()).as("neither good nor bad").isEmpty();
        send(reading(T + 5000, SensorState.NORMAL));
        assertThat(lives()).containsExactly(WELL);
    }

    @Test
    void aFaultThatIsAnEventEndsWithARestorationOrANewerBirth() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(event(T + 1000, EventType.FAULT));
        send(event(T + 2000, EventType.RESTORE));
        send(event(T + 3000, EventType.FAULT));
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T + 4000), T + 4000));

        assertThat(lives())
                .containsExactly(new Health(true, true, true, false), WELL, new Health(true, true, true, false), WELL);
    }

    @Test
    void aGasSensorServesFiveYears() throws Exception {
        long fiveYears = Duration.ofDays(5 * 365 + 1).toMillis();
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T + MINUTE), T + MINUTE));
        send(signOfLife(DEVICE, T + fiveYears - 1000));
        Harnesses.taken(harness);

        harness.watermark(T + fiveYears);

        assertThat(lives()).containsExactly(new Health(true, true, false, true));
    }

    @Test
    void aDeviceThatTwoPlacesUseIsReportedUntilOneOfThemIsOver() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(message(DEVICE, birth("asset-2", COMMISSIONED, T + 1000), T + 1000));
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T + 2000), T + 2000));
        send(message(DEVICE, birth("asset-2", DECOMMISSIONED, T + 3000), T + 3000));

        List<String> said = new ArrayList<>();
        for (var record : harness.getSideOutput(DeviceBinding.DEVICES)) {
            LogRecord each = record.getValue();
            if (each.topic().equals(LogTopics.CENSUS)) {
                assertThat(new String(each.key(), UTF_8)).isEqualTo("conflict/gas-1");
                said.add(
                        each.value() == null
                                ? "over"
                                : LogJson.deviceConflict(each.value()).asset());
            }
        }
        assertThat(said).containsExactly("asset-2", "asset-1", "over");
    }

    /** Whatever order the three certificates come in. */
    @Test
    void aDeviceWhosePlaceWasDecommissionedBeforeItWasBornElsewhereHasMoved() throws Exception {
        long hour = Duration.ofHours(1).toMillis();
        DeviceUplink here = message(DEVICE, birth("asset-1", COMMISSIONED, T - 2 * hour), T);
        DeviceUplink over = message(DEVICE, birth("asset-1", DECOMMISSIONED, T - hour), T + 1);
        DeviceUplink there = message(DEVICE, birth("asset-2", COMMISSIONED, T), T + 2);
        for (List<DeviceUplink> order : List.of(
                List.of(here, over, there),
                List.of(here, there, over),
                List.of(over, here, there),
                List.of(over, there, here),
                List.of(there, here, over),
                List.of(there, over, here))) {
            try (var device = Harnesses.devices()) {
                device.open();

                for (DeviceUplink birth : order) {
                    device.processElement(birth, birth.arrival());
                }

                Map<String, List<String>> conflicts = new HashMap<>();
                Harnesses.addConflicts(device, conflicts);
                assertThat(conflicts).as("%s", order).isEmpty();
            }
        }
    }

    @Test
    void aDeviceThatWasTakenAwayIsForgottenAMonthAfterItWasHeardLast() throws Exception {
        long kept = DeviceRecord.KEPT.toMillis();
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(message(DEVICE, birth("asset-1", DECOMMISSIONED, T + 1), T + 1));
        send(signOfLife(DEVICE, T + kept));
        Harnesses.taken(harness);

        harness.watermark(T + 2 * kept);
        assertThat(Harnesses.entries(harness)).isEqualTo(1);
        harness.watermark(T + 2 * kept + ALIVE);

        assertThat(Harnesses.entries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(registryRecords().get(2))
                .usingRecursiveComparison()
                .isEqualTo(LogRecord.removal(LogTopics.DEVICES, "gas-1"));
    }

    @Test
    void aDeviceThatWasTakenAwayAndStandsElsewhereIsKept() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(message(DEVICE, birth("asset-1", DECOMMISSIONED, T + 1), T + 1));
        send(message(DEVICE, birth("asset-2", COMMISSIONED, T + 2), T + 2));

        harness.watermark(T + 3 * DeviceRecord.KEPT.toMillis());

        assertThat(Harnesses.entries(harness)).isEqualTo(1);
        assertThat(registryRecords()).hasSize(3);
    }

    @Test
    void aDeviceThatIsBornElsewhereAfterADayHasMoved() throws Exception {
        long later = T + Duration.ofDays(2).toMillis();
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(message(DEVICE, birth("asset-2", COMMISSIONED, later), later));

        assertThat(registry()).containsExactly("asset-1", "asset-2");
        assertThat(harness.getSideOutput(DeviceBinding.DEVICES))
                .as("no conflict")
                .hasSize(2);
    }

    /** The log's time comes to that, and the gateway has been listening since then. */
    private void time(long t, long listeningSince) throws Exception {
        harness.processBroadcastElement(new Tick(t + 1000, listeningSince), t + 1000);
        harness.watermark(t);
    }

    private static DeviceUplink reading(long t, SensorState state) {
        Reading reading = Reading.at(t).with(state).build();
        return new DeviceUplink(DEVICE, Channel.TELEMETRY, T + MINUTE, List.of(reading), null);
    }

    private static DeviceUplink event(long t, EventType type) {
        return new DeviceUplink(DEVICE, Channel.EVENT, t, List.of(new DeviceEvent(t, type, null, null)), null);
    }

    private List<Health> lives() {
        return Harnesses.taken(harness).stream()
                .filter(AssetNews.Life.class::isInstance)
                .map(news -> ((AssetNews.Life) news).health())
                .toList();
    }

    private void send(DeviceUplink message) throws Exception {
        harness.processElement(message, message.arrival());
    }

    private List<String> registry() throws IOException {
        List<String> assets = new ArrayList<>();
        for (LogRecord device : registryRecords()) {
            assets.add(LogJson.deviceRecord(device.value()).birth().asset());
        }
        return assets;
    }

    private List<LogRecord> registryRecords() {
        return harness.getSideOutput(DeviceBinding.DEVICES).stream()
                .map(StreamRecord::getValue)
                .filter(record -> record.topic().equals(LogTopics.DEVICES))
                .toList();
    }
}

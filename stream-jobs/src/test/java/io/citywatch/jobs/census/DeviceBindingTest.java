package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static io.citywatch.jobs.census.Births.birth;
import static io.citywatch.jobs.census.Births.gas;
import static io.citywatch.jobs.census.Births.message;
import static io.citywatch.jobs.census.Births.signOfLife;
import static io.citywatch.telemetry.message.AssetState.COMMISSIONED;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceBindingTest {
    private static final DeviceAddress DEVICE = gas("gas-1");
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** The minute in which it was heard, and then three reports of a minute each. */
    private static final long ALIVE = 4 * MINUTE;

    private KeyedOneInputStreamOperatorTestHarness<String, DeviceUplink, AssetNews> harness;

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
            assertThat(born.alive()).isTrue();
            assertThat(born.claim().share().lengthMm()).isEqualTo(12_500);
        });
    }

    @Test
    void aDeviceThatIsSilentForThreeReportsIsNotAliveUntilItIsHeardAgain() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        send(signOfLife(DEVICE, T + 2 * MINUTE));
        Harnesses.taken(harness);

        harness.processWatermark(T + ALIVE + MINUTE);
        assertThat(Harnesses.taken(harness)).as("before its time").isEmpty();
        harness.processWatermark(T + ALIVE + 2 * MINUTE);
        assertThat(Harnesses.taken(harness))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetNews.Life.class, life -> assertThat(life.alive()).isFalse());
        send(signOfLife(DEVICE, T + ALIVE + 3 * MINUTE));

        assertThat(Harnesses.taken(harness))
                .containsExactly(new AssetNews.Life("asset-1", T + ALIVE + 3 * MINUTE, "gas-1", true));
    }

    @Test
    void signsOfLifeOfADeviceThatWasNeverBornLeaveNothingBehind() throws Exception {
        send(signOfLife(DEVICE, T));

        assertThat(Harnesses.taken(harness)).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aMechanicalValveIsNeverAliveAndNeedsNoTimer() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T, "self_closing_valve"), T));

        assertThat(Harnesses.taken(harness))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetNews.Born.class, born -> assertThat(born.alive()).isFalse());
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aDeviceThatMovesLeavesItsOldAsset() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        Harnesses.taken(harness);

        send(message(DEVICE, birth("asset-2", COMMISSIONED, T + 1000), T + 1000));

        List<AssetNews> news = Harnesses.taken(harness);
        assertThat(news).hasSize(2);
        assertThat(news.get(0)).isEqualTo(new AssetNews.Life("asset-1", T + 1000, "gas-1", false));
        assertThat(news.get(1)).isInstanceOfSatisfying(AssetNews.Born.class, born -> assertThat(born.alive())
                .isTrue());
    }

    @Test
    void anOlderBirthReachesItsAssetAndBindsNothing() throws Exception {
        send(message(DEVICE, birth("asset-2", COMMISSIONED, T + 1000), T + 1000));
        Harnesses.taken(harness);

        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T + 2000));

        assertThat(Harnesses.taken(harness)).singleElement().isInstanceOfSatisfying(AssetNews.Born.class, born -> {
            assertThat(born.asset()).isEqualTo("asset-1");
            assertThat(born.alive()).isFalse();
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
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void silenceIsNoticedAfterARestoreToo() throws Exception {
        send(message(DEVICE, birth("asset-1", COMMISSIONED, T), T));
        OperatorSubtaskState saved = harness.snapshot(1, T);

        try (var restored = Harnesses.devices()) {
            restored.initializeState(saved);
            restored.open();
            restored.processWatermark(T + 2 * ALIVE);

            assertThat(Harnesses.taken(restored))
                    .singleElement()
                    .isInstanceOfSatisfying(AssetNews.Life.class, life -> assertThat(life.alive())
                            .isFalse());
        }
    }

    private void send(DeviceUplink message) throws Exception {
        harness.processElement(message, message.arrival());
    }

    private List<String> registry() throws IOException {
        List<String> assets = new ArrayList<>();
        for (var record : harness.getSideOutput(DeviceBinding.DEVICES)) {
            LogRecord device = record.getValue();
            assets.add(LogJson.deviceRecord(device.value()).birth().asset());
        }
        return assets;
    }
}

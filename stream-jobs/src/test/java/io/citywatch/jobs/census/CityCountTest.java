package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.Programme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CityCountTest {
    private static final Programme PROGRAMME = Programme.bundled();
    private static final AssetNews.CountPlace SHANYANG = new AssetNews.CountPlace(FacilityKind.GAS, "410811");
    private static final AssetNews.CountPlace JIEFANG = new AssetNews.CountPlace(FacilityKind.GAS, "410802");
    private static final Tally ONE = new Tally(1, 1, 1, 1, 1, new AssetNews.Share(3, 0, 12_500));

    private OneInputStreamOperatorTestHarness<CountChange, LogRecord> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aChangeIsSaidSoonWithTheCitysSumAndTheTargetsProgress() throws Exception {
        harness.processElement(new CountChange(SHANYANG, ONE, T), T);
        harness.processElement(new CountChange(JIEFANG, ONE, T + 10), T + 10);

        harness.setProcessingTime(1000);

        Map<String, byte[]> said = said();
        assertThat(count(said, "count/410811/gas").commissioned()).isEqualTo(1);
        assertThat(count(said, "count/410800/gas"))
                .isEqualTo(new AssetCount(FacilityKind.GAS, "410800", 2, 2, 2, 2, 2, 6, 0, 25, T + 10));
        TargetProgress progress = LogJson.targetProgress(said.get("target/gas-safety-devices"));
        assertThat(progress).isEqualTo(new TargetProgress("gas-safety-devices", 740_160, 6, T + 10));
    }

    @Test
    void manyChangesAreSaidTogether() throws Exception {
        harness.setProcessingTime(10_000);
        for (int i = 0; i < 100; i++) {
            harness.processElement(new CountChange(SHANYANG, ONE, T + i), T + i);
        }
        harness.setProcessingTime(10_050);
        Map<String, byte[]> first = said();
        harness.processElement(new CountChange(SHANYANG, ONE, T + 200), T + 200);

        harness.setProcessingTime(10_400);
        assertThat(said()).as("too soon after the first").isEmpty();
        harness.setProcessingTime(10_550);

        assertThat(count(first, "count/410811/gas").commissioned()).isEqualTo(100);
        assertThat(count(said(), "count/410811/gas").commissioned()).isEqualTo(101);
    }

    @Test
    void withTheFirstTimeOfTheLogEveryPlaceHasACount() throws Exception {
        harness.processWatermark(T);

        harness.setProcessingTime(1000);

        Map<String, byte[]> said = said();
        assertThat(said)
                .hasSize(FacilityKind.values().length * (PROGRAMME.districts().size() + 1)
                        + PROGRAMME.targets().size());
        assertThat(count(said, "count/410882/waste").t()).isEqualTo(T);
        assertThat(LogJson.targetProgress(said.get("target/operations-platform"))
                        .done())
                .isEqualTo(1);
    }

    @Test
    void aDistrictThatTheProgrammeDoesNotKnowIsPartOfTheCity() throws Exception {
        harness.processElement(new CountChange(new AssetNews.CountPlace(FacilityKind.GAS, "410871"), ONE, T), T);

        harness.setProcessingTime(1000);

        assertThat(count(said(), "count/410800/gas").registered()).isEqualTo(1);
    }

    @Test
    void afterARestoreEverythingIsSaidOnceMore() throws Exception {
        harness.processElement(new CountChange(SHANYANG, ONE, T), T);
        harness.processElement(new CountChange(JIEFANG, ONE, T + 10), T + 10);
        harness.setProcessingTime(1000);
        Map<String, byte[]> before = said();
        OperatorSubtaskState saved = harness.snapshot(1, T);

        try (var restored = harness()) {
            restored.initializeState(saved);
            restored.open();
            restored.setProcessingTime(1000);

            assertThat(said(restored)).containsExactlyInAnyOrderEntriesOf(before);
        }
    }

    private static OneInputStreamOperatorTestHarness<CountChange, LogRecord> harness() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new CityCount(PROGRAMME, Duration.ofMillis(500)), new CountChangeSerializer());
        harness.setup(new LogRecordSerializer());
        return harness;
    }

    private Map<String, byte[]> said() {
        return said(harness);
    }

    private static Map<String, byte[]> said(OneInputStreamOperatorTestHarness<CountChange, LogRecord> harness) {
        Map<String, byte[]> said = new LinkedHashMap<>();
        for (LogRecord record : harness.extractOutputValues()) {
            said.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
        }
        harness.getOutput().clear();
        return said;
    }

    private static AssetCount count(Map<String, byte[]> said, String scope) throws IOException {
        return LogJson.assetCount(said.get(scope));
    }
}

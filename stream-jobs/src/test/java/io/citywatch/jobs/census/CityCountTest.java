package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Forecast;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.Programme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
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
    private static final Tally ONE =
            Tally.of(EnumSet.of(Step.REGISTERED, Step.COMMISSIONED), new Amount(1, 3, 0, 12_500));

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
        harness.processElement(new CountChange(SHANYANG, ONE, T, T), T);
        harness.processElement(new CountChange(JIEFANG, ONE, T, T + 10), T + 10);

        harness.setProcessingTime(1000);

        Map<String, byte[]> said = said();
        assertThat(count(said, "count/410811/gas").at(Step.COMMISSIONED)).isEqualTo(1);
        AssetCount city = count(said, "count/410800/gas");
        assertThat(city.planned()).isEqualTo(740_160);
        assertThat(city.at(Step.REGISTERED)).isEqualTo(2);
        assertThat(city.served()).isEqualTo(new AssetCount.Served(6, 0, 0, 25));
        assertThat(city.t()).isEqualTo(T + 10);
        TargetProgress progress = LogJson.targetProgress(said.get("target/gas-safety-devices"));
        assertThat(progress.target()).isEqualTo(740_160);
        assertThat(progress.done()).isEqualTo(6);
        assertThat(progress.days()).containsExactly(new TargetProgress.Day(LocalDate.of(2023, 2, 14), 6));
        assertThat(progress.forecast()).as("one day is no pace").isNull();
    }

    @Test
    void manyChangesAreSaidTogether() throws Exception {
        harness.setProcessingTime(10_000);
        for (int i = 0; i < 100; i++) {
            harness.processElement(new CountChange(SHANYANG, ONE, T, T + i), T + i);
        }
        harness.setProcessingTime(10_050);
        Map<String, byte[]> first = said();
        harness.processElement(new CountChange(SHANYANG, ONE, T, T + 200), T + 200);

        harness.setProcessingTime(10_400);
        assertThat(said()).as("too soon after the first").isEmpty();
        harness.setProcessingTime(10_550);

        assertThat(count(first, "count/410811/gas").at(Step.COMMISSIONED)).isEqualTo(100);
        assertThat(count(said(), "count/410811/gas").at(Step.COMMISSIONED)).isEqualTo(101);
    }

    @Test
    void withTheFirstTimeOfTheLogEveryPlaceHasACount() throws Exception {
        harness.processWatermark(T);

        harness.setProcessingTime(1000);

        Map<String, byte[]> said = said();
        assertThat(said)
                .hasSize(FacilityKind.inTheField().size()
                                * (PROGRAMME.districts().size() + 1)
                        + PROGRAMME.targets().size());
        assertThat(count(said, "count/410882/waste").t()).isEqualTo(T);
        assertThat(LogJson.targetProgress(said.get("target/operations-platform"))
                        .done())
                .isEqualTo(1);
    }

    /** Each day's work by the city's clock, whenever the births came; and once the days vary, a range. */
    @Test
    void aTargetsDayIsForetoldFromTheDaysBefore() throws Exception {
        long day = Duration.ofDays(1).toMillis();
        Tally street = Tally.of(EnumSet.of(Step.COMMISSIONED), new Amount(1000, 3000, 0, 0));
        for (int i = 10; i >= 1; i--) {
            for (int n = 0; n < (i % 2 == 0 ? 2 : 4); n++) {
                harness.processElement(new CountChange(SHANYANG, street, T - i * day, T), T);
            }
        }
        harness.processWatermark(T);

        harness.setProcessingTime(1000);

        TargetProgress progress = LogJson.targetProgress(said().get("target/gas-safety-devices"));
        assertThat(progress.days()).hasSize(10);
        Forecast forecast = progress.forecast();
        assertThat(forecast).isNotNull();
        assertThat(forecast.perDay()).isEqualTo(9000);
        LocalDate today = LocalDate.of(2023, 2, 14);
        assertThat(forecast.date()).isEqualTo(today.plusDays(73));
        assertThat(forecast.earliest()).isBefore(forecast.date());
        assertThat(forecast.latest()).isAfter(forecast.date());
    }

    @Test
    void withANewDayTheForecastIsNew() throws Exception {
        harness.processElement(new CountChange(SHANYANG, ONE, T, T), T);
        harness.processWatermark(T);
        harness.setProcessingTime(1000);
        assertThat(said()).isNotEmpty();

        harness.processWatermark(T + Duration.ofHours(1).toMillis());
        harness.setProcessingTime(2000);
        assertThat(said()).as("still the same day").isEmpty();
        harness.processWatermark(T + Duration.ofDays(4).toMillis());
        harness.setProcessingTime(3000);

        TargetProgress progress = LogJson.targetProgress(said().get("target/gas-safety-devices"));
        assertThat(progress.forecast()).isNotNull();
    }

    @Test
    void aDistrictThatTheProgrammeDoesNotKnowIsPartOfTheCity() throws Exception {
        harness.processElement(new CountChange(new AssetNews.CountPlace(FacilityKind.GAS, "410871"), ONE, T, T), T);

        harness.setProcessingTime(1000);

        assertThat(count(said(), "count/410800/gas").at(Step.REGISTERED)).isEqualTo(1);
    }

    @Test
    void whatStandsUnderTheCitysOwnCodeIsADistrictOfItsOwn() throws Exception {
        harness.processElement(new CountChange(SHANYANG, ONE, T, T), T);
        harness.processElement(new CountChange(new AssetNews.CountPlace(FacilityKind.GAS, "410800"), ONE, T, T), T);

        harness.setProcessingTime(1000);

        assertThat(harness.extractOutputValues().stream()
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                        .filter(scope -> scope.startsWith("count/")))
                .containsExactlyInAnyOrder("count/410811/gas", "count/410801/gas", "count/410800/gas");
        Map<String, byte[]> said = said();
        assertThat(count(said, "count/410801/gas").at(Step.REGISTERED)).isEqualTo(1);
        assertThat(count(said, "count/410800/gas").at(Step.REGISTERED)).isEqualTo(2);
    }

    @Test
    void afterARestoreEverythingIsSaidOnceMore() throws Exception {
        harness.processElement(new CountChange(SHANYANG, ONE, T, T), T);
        harness.processElement(new CountChange(JIEFANG, ONE, T, T + 10), T + 10);
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

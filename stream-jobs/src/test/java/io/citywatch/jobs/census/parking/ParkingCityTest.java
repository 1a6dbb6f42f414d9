package io.citywatch.jobs.census.parking;

import static io.citywatch.jobs.census.parking.Bays.HOUR;
import static io.citywatch.jobs.census.parking.Bays.MINUTE;
import static io.citywatch.jobs.census.parking.Bays.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.programme.Programme;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ParkingCityTest {
    private static final ParkingArea STREET = new ParkingArea("410811", "410811001");
    private static final AreaNews NEWS = new AreaNews(
            STREET,
            new AreaNews.Bays(2, 2, 1),
            Map.of(
                    T - HOUR,
                    new Use(2 * HOUR, HOUR / 2, 3, 2, 40 * MINUTE),
                    T,
                    new Use(HOUR, HOUR * 3 / 4, 1, 1, 20 * MINUTE)),
            T + HOUR / 2);

    @Test
    void anAreaItsDistrictAndTheCityAreSaid() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(NEWS, T);
            harness.processElement(
                    new AreaNews(new ParkingArea("410802", null), new AreaNews.Bays(1, 1, 1), Map.of(), T), T);

            harness.setProcessingTime(2000);

            Map<String, ParkingCount> said = said(harness);
            assertThat(said)
                    .containsOnlyKeys("parking/410800", "parking/410802", "parking/410811", "parking/410811/410811001");
            ParkingCount street = said.get("parking/410811/410811001");
            assertThat(street.bays()).isEqualTo(new ParkingCount.Bays(2, 2, 1));
            assertThat(street.today().day()).isEqualTo(LocalDate.of(2023, 2, 14));
            assertThat(street.today().figures().occupancy()).isEqualTo(1.25 / 3);
            assertThat(street.today().figures().turnover()).isEqualTo(4 * 24 / 3.0);
            assertThat(street.today().figures().meanStayMinutes()).isEqualTo(20);
            assertThat(street.today().peak()).isEqualTo(street.hours().get(1));
            assertThat(street.hours()).hasSize(2);
            assertThat(street.hours().get(1).figures().reporting()).isEqualTo(1);
            assertThat(said.get("parking/410811").today()).isEqualTo(street.today());
            assertThat(said.get("parking/410800").bays()).isEqualTo(new ParkingCount.Bays(3, 3, 2));
        }
    }

    @Test
    void afterARestoreTheSumsGoOn() throws Exception {
        try (var harness = harness();
                var restored = harness()) {
            harness.open();
            harness.processElement(NEWS, T);
            harness.setProcessingTime(2000);
            Map<String, ParkingCount> before = said(harness);

            restored.initializeState(harness.snapshot(1, T));
            restored.open();
            restored.setProcessingTime(2000);

            assertThat(said(restored)).isEqualTo(before);
        }
    }

    @Test
    void aStreetUnderTheCitysOwnCodeIsOfADistrictOfItsOwn() {
        ParkingBook book = new ParkingBook(Programme.bundled());
        book.add(NEWS);
        book.add(new AreaNews(new ParkingArea("410800", "s"), NEWS.bays(), NEWS.hours(), T));

        List<ParkingCount> said = book.takeChanged();

        assertThat(said)
                .extracting(ParkingCount::area)
                .containsExactlyInAnyOrder(
                        STREET,
                        STREET.whole(),
                        new ParkingArea("410801", "s"),
                        new ParkingArea("410801", null),
                        new ParkingArea("410800", null));
    }

    @Test
    void whatIsOlderThanBaysMayCorrectIsForgotten() {
        ParkingBook book = new ParkingBook(Programme.bundled());
        book.add(NEWS);

        book.add(new AreaNews(STREET, AreaNews.Bays.NONE, Map.of(), T + ParkingBook.KEPT_HOURS * HOUR));

        assertThat(book.all()).singleElement().satisfies(area -> assertThat(area.hours())
                .containsOnlyKeys(T));
    }

    @Test
    void statesComeBackAndAreBounded() throws Exception {
        Bay bay = Bay.at(BayPlace.of(
                Bays.detector("p-1"),
                (Birth) Bays.birth("p-1", T, AssetState.DECOMMISSIONED, null)
                        .messages()
                        .get(0),
                T));
        for (int i = 0; i < 3 * Bay.MOST_SAMPLES; i++) {
            bay = bay.with(T + i * 90_000L, i % 2 == 0);
            if (bay.isFull()) {
                bay = bay.addedUpUntil(bay.oldest()).seal();
            }
        }

        assertThat(RoundTrip.of(new BaySerializer(), bay)).isEqualTo(bay);
        assertThat(RoundTrip.bytes(new BaySerializer(), bay)).hasSizeLessThan(1500);
        assertThat(RoundTrip.of(new AreaNewsSerializer(), NEWS)).isEqualTo(NEWS);
        assertThat(RoundTrip.of(new AreaNewsSerializer(), NEWS.negated(T))).isEqualTo(NEWS.negated(T));
    }

    /** Of one moved bay its old area has nothing left. */
    @Test
    void aBayCountsWhereItsNewestBirthSays() throws Exception {
        Map<ParkingArea, AreaNews.Bays> bays = new TreeMap<>();
        try (var watch = ParkingHarness.bays()) {
            watch.open();
            watch.processElement(Bays.birth("p-1", T, AssetState.COMMISSIONED, "410811002002003"), T);
            watch.processElement(Bays.reading("p-1", T + MINUTE, true), T);
            watch.processWatermark(T + 5 * MINUTE);
            watch.processElement(Bays.birth("p-1", T + MINUTE), T + MINUTE);
            watch.processElement(Bays.birth("p-1", T - MINUTE, AssetState.DECOMMISSIONED, null), T + 2 * MINUTE);
            for (AreaNews news : ParkingHarness.taken(watch)) {
                bays.merge(news.area(), news.bays(), AreaNews.Bays::plus);
            }
        }

        assertThat(bays)
                .isEqualTo(Map.of(
                        STREET,
                        new AreaNews.Bays(1, 1, 1),
                        new ParkingArea("410811", "410811002"),
                        AreaNews.Bays.NONE));
    }

    @Test
    void aBayThatWasNeverHeardIsThereAsOfItsBirth() throws Exception {
        try (var watch = ParkingHarness.bays()) {
            watch.open();

            watch.processElement(Bays.birth("p-1", T), T);

            assertThat(ParkingHarness.taken(watch))
                    .containsExactly(new AreaNews(STREET, new AreaNews.Bays(1, 0, 0), Map.of(), T));
        }
    }

    private static OneInputStreamOperatorTestHarness<AreaNews, LogRecord> harness() throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<>(new ParkingCity(Programme.bundled()), new AreaNewsSerializer());
        harness.setup(new LogRecordSerializer());
        return harness;
    }

    private static Map<String, ParkingCount> said(OneInputStreamOperatorTestHarness<AreaNews, LogRecord> harness)
            throws Exception {
        Map<String, ParkingCount> said = new TreeMap<>();
        for (LogRecord record : List.copyOf(harness.extractOutputValues())) {
            said.put(new String(record.key(), StandardCharsets.UTF_8), LogJson.parkingCount(record.value()));
        }
        return said;
    }
}

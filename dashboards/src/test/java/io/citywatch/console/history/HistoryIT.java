package io.citywatch.console.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.citywatch.console.testkit.Influx;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.embedded.testkit.InfluxV2Front;
import io.citywatch.standalone.embedded.testkit.VictoriaMetricsProcess;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same readings in each sort of server, as the console reads them. */
class HistoryIT {
    private static final long START = System.currentTimeMillis() / 10_000 * 10_000 - 86_400_000;
    private static final int MANY = 5_000;
    private static final Span ALL = new Span(START, START + MANY * 1000L);

    @Test
    void inVictoriaMetrics(@TempDir Path folder) throws Exception {
        try (VictoriaMetricsProcess server = VictoriaMetricsProcess.start(folder)) {
            server.write(String.join("\n", readings()));
            HistoryServer at = HistoryServer.at(server.url().toString());
            try (History history = History.open(at, new SimpleMeterRegistry())) {
                isAsItWasWritten(history);
                assertThat(history.series(FacilityKind.GAS, "gas-1", Metric.SENSOR_STATE, ALL)
                                .points())
                        .isEmpty();
                assertThat(history.newest(FacilityKind.GAS, "gas-1\"} or {device=\"gas-1"))
                        .isEmpty();
            }
        }
    }

    @Test
    void inAnInfluxDb2ForWhoHasTheToken(@TempDir Path folder) throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder));
                InfluxV2Front front = InfluxV2Front.start(influxd.url(), "s3cret")) {
            Influx influx = new Influx(influxd.url());
            influx.create();
            influx.write(readings());
            String url = front.url().toString();
            HistoryServer right = new HistoryServer(url, HistoryServer.DATABASE, "Token s3cret");
            HistoryServer wrong = new HistoryServer(url, HistoryServer.DATABASE, "Token other");
            assertThat(right.toString()).doesNotContain("s3cret");
            try (History history = History.open(right, new SimpleMeterRegistry());
                    History stranger = History.open(wrong, new SimpleMeterRegistry())) {
                isAsItWasWritten(history);
                assertThat(history.series(FacilityKind.GAS, "gas-1", Metric.SENSOR_STATE, ALL)
                                .points())
                        .extracting(Series.Point::value)
                        .containsExactly("normal", "normal", "normal");
                assertThatExceptionOfType(HistoryException.class)
                        .isThrownBy(() -> stranger.newest(FacilityKind.GAS, "gas-1"))
                        .withMessageContaining("unauthorized access");
            }
        }
    }

    @Test
    void nowhereWhileNobodyAnswers() {
        try (History history = History.open(HistoryServer.at("http://127.0.0.1:9"), new SimpleMeterRegistry())) {
            assertThat(history.isUp()).isFalse();
            assertThatExceptionOfType(HistoryException.class)
                    .isThrownBy(() -> history.newest(FacilityKind.GAS, "gas-1"));
        }
    }

    private static void isAsItWasWritten(History history) throws HistoryException {
        assertThat(history.isUp()).isTrue();

        Series few = history.series(FacilityKind.GAS, "gas-1", Metric.GAS_LEL, ALL);
        assertThat(few.windowMs()).isZero();
        assertThat(few.points())
                .containsExactly(
                        new Series.Point(START, 0.5, null, null),
                        new Series.Point(START + 1_001, 1.5, null, null),
                        new Series.Point(START + 2_002, 2.5, null, null));

        Series many = history.series(FacilityKind.MANHOLE, "mh-1", Metric.TILT_DEG, ALL);
        assertThat(many.windowMs()).isEqualTo(5_011);
        assertThat(many.points()).hasSizeBetween(990, History.MAX_POINTS);
        Series.Point inside = many.points().get(5);
        assertThat(inside.t() % many.windowMs()).isZero();
        assertThat(inside.min()).isEqualTo(0.0);
        assertThat(inside.max()).isEqualTo(2.0);
        assertThat((Double) inside.value()).isBetween(0.7, 1.3);

        Series covers = history.series(FacilityKind.MANHOLE, "mh-1", Metric.COVER_OPEN, ALL);
        assertThat(covers.points().get(5).value()).isEqualTo(false);
        assertThat(covers.points().get(covers.points().size() - 5).value()).isEqualTo(true);

        assertThat(history.newest(FacilityKind.GAS, "gas-1"))
                .containsAllEntriesOf(Map.of("gasLel", 2.5, "valveOpen", false))
                .extractingByKey("time")
                .extracting(time -> ((Number) time).longValue())
                .isEqualTo(START + 2_002);
        assertThat(history.newest(FacilityKind.GAS, "gas-nobody")).isEmpty();
    }

    /** One device with three readings, and one with one reading a second, more than a chart can show. */
    private static List<String> readings() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.add("gas,device=gas-1,district=410811 gasLel=%d.5,valveOpen=%s,sensorState=\"normal\" %d"
                    .formatted(i, i < 2, START + i * 1001L));
        }
        for (int i = 0; i < MANY; i++) {
            lines.add("manhole,device=mh-1,district=410802 tiltDeg=%d.0,coverOpen=%s %d"
                    .formatted(i % 3, i >= MANY / 2, START + i * 1000L));
        }
        return lines;
    }
}

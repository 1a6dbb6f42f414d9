package io.citywatch.jobs.historian.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxOptions.Api;
import io.citywatch.jobs.influx.InfluxOptions.Batching;
import io.citywatch.jobs.influx.VictoriaMetricsFlags;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.embedded.testkit.InfluxV2Front;
import io.citywatch.standalone.embedded.testkit.VictoriaMetricsProcess;
import io.citywatch.telemetry.facility.FacilityKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sums up, the roll-ups are the same; and where nobody can, there are none. */
class SummingIT {
    private static final long HOUR = 3_600_000;
    private static final String TOKEN = "s3cret";

    /** Over, and within the week. */
    private final long hour = RollUpWidth.HOUR.startOf(System.currentTimeMillis()) - 3 * HOUR;

    private final List<RollUpSpan> spans = List.of(
            RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, hour),
            RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, hour + 60_000),
            RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, hour + 6 * 60_000),
            RollUpSpan.hour(FacilityKind.GAS, "gas-1", hour),
            RollUpSpan.of(FacilityKind.GAS, RollUpWidth.HOUR, hour + HOUR));

    @Test
    void influxDb2GetsTheSameSumsAsInfluxDb1MakesItself(@TempDir Path folder) throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder));
                InfluxV2Front front = InfluxV2Front.start(influxd.url(), TOKEN)) {
            InfluxQl influx = new InfluxQl(influxd.url());
            try (RollUps here = new RollUps(withToken(front.url().toString()), RollUpOptions.DEFAULT);
                    RollUps there = new RollUps(InfluxOptions.of(influxd.url().toString()), RollUpOptions.DEFAULT)) {
                assertThat(here.sumUp(List.of(), hour).isHere()).isTrue();
                influx.write(readings());

                assertThat(here.sumUp(spans, hour + 3 * HOUR).isHere()).isTrue();
                String read = rolledUp(influx);
                influx.answer("DROP MEASUREMENT gas_1h");
                influx.answer("DROP MEASUREMENT gas_1m");
                assertThat(there.sumUp(spans, hour + 3 * HOUR).isHere()).isTrue();

                assertThat(read).isEqualTo(rolledUp(influx)).contains("\"count_gasLel\":3", "\"last_sensorState\"");
            }
            assertThat(front.retention())
                    .isEqualTo(Map.of("citywatch", 0, "citywatch/minutes", 604_800, "citywatch/hours", 315_360_000));
            assertThat(front.defaultBucket("citywatch")).isEqualTo("citywatch");
        }
    }

    @Test
    void whatTheServerKeepsForAShorterTimeHoldsUpNothingElse(@TempDir Path folder) throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder));
                RollUps rollUps = new RollUps(InfluxOptions.of(influxd.url().toString()), RollUpOptions.DEFAULT)) {
            InfluxQl influx = new InfluxQl(influxd.url());
            assertThat(rollUps.sumUp(List.of(), hour).isHere()).isTrue();
            influx.answer("ALTER RETENTION POLICY minutes ON citywatch DURATION 1h SHARD DURATION 1h");
            influx.write(readings());

            RollUpRound round = rollUps.sumUp(spans, hour + 3 * HOUR);

            assertThat(round.left()).isEmpty();
            assertThat(round.summedUp()).isEqualTo(2);
            assertThat(round.givenUp()).isEqualTo(3);
            assertThat(influx.rows("SELECT * FROM hours.gas_1h")).hasSize(2);
        }
    }

    @Test
    void victoriaMetricsSaysHowLongItKeepsPointsAndGetsNoRollUps(@TempDir Path folder) throws Exception {
        try (VictoriaMetricsProcess server = VictoriaMetricsProcess.start(folder);
                RollUps rollUps = new RollUps(InfluxOptions.of(server.url().toString()), RollUpOptions.DEFAULT)) {
            assertThat(rollUps.sumUp(spans, hour + 3 * HOUR).isHere()).isFalse();
            assertThat(VictoriaMetricsFlags.of(InfluxOptions.of(server.url().toString())))
                    .contains(new VictoriaMetricsFlags("100y", "1ms"));
        }
    }

    /** Three at one device and one at another; numbers, booleans and texts; two minutes of one hour, and the next hour. */
    private String readings() {
        return """
                gas,device=gas-1,district=410811 gasLel=2,valveOpen=true,sensorState="warmup" %d
                gas,device=gas-1,district=410811 gasLel=6.5,valveOpen=true,sensorState="normal" %d
                gas,device=gas-1,district=410811 gasLel=10,valveOpen=false %d
                gas,device=gas-2,district=410802 coPpm=3 %d
                gas,device=gas-2,district=410802 coPpm=4 %d
                """
                .formatted(hour + 1_000, hour + 2_000, hour + 61_000, hour + 6 * 60_000, hour + HOUR);
    }

    private static String rolledUp(InfluxQl influx) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String from : List.of("minutes.gas_1m", "hours.gas_1h")) {
            for (String what : List.of("SELECT * FROM " + from, "SHOW FIELD KEYS FROM " + from)) {
                for (JsonNode row : influx.rows(what)) {
                    all.append(row).append('\n');
                }
            }
        }
        return all.toString();
    }

    private static InfluxOptions withToken(String url) {
        return new InfluxOptions(
                url,
                Api.AUTO,
                InfluxOptions.DEFAULT_DATABASE,
                null,
                new InfluxOptions.Token(InfluxV2Front.ORG, TOKEN),
                Batching.DEFAULT);
    }
}

package io.citywatch.console.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.console.testkit.Influx;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every query of the dashboards against a real InfluxDB that holds a little of everything. */
class GrafanaDashboardsIT {
    private static final Path FOLDER = Path.of("grafana/dashboards");
    private static final String DATA_SOURCE = "citywatch-influxdb";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static InfluxdProcess influxd;
    private static Influx influx;

    @BeforeAll
    static void start(@TempDir Path folder) {
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder));
        influx = new Influx(influxd.url());
        influx.create();
        influx.write(points(System.currentTimeMillis() - 60_000));
        String sums = " mean_gasLel=25.0,count_gasLel=1i,max_gasLel=25.0 " + (System.currentTimeMillis() - 60_000);
        influx.writeRolledUp("minutes", List.of("gas_1m,device=g1,district=410811" + sums));
        influx.writeRolledUp("hours", List.of("gas_1h,device=g1,district=410811" + sums));
    }

    @AfterAll
    static void stop() {
        influxd.close();
    }

    /** Points as the historian writes them. */
    private static List<String> points(long t) {
        return List.of(
                "gas,device=g1,district=410811 gasLel=25.0,coPpm=3.0,valveOpen=true,sensorState=\"normal\",batteryPct=15.0 "
                        + t,
                "gas,device=g2,district=410802 gasLel=1.0,sensorState=\"warmup\" " + t,
                "gas,device=g3,district=410802 gasLel=1.0,sensorState=\"fault\" " + t,
                "gas,device=g4,district=410802 gasLel=1.0,sensorState=\"expired\" " + t,
                "manhole,device=m1,district=410802 tiltDeg=1.5,coverOpen=false " + t,
                "parking,device=p1,district=410811 occupied=true " + t,
                "gas_pipe,device=gp1,district=410804 pressureKpa=200.0,flowM3h=12.0 " + t,
                "water_pipe,device=wp1,district=410804 pressureKpa=300.0,flowM3h=80.0 " + t,
                "waste,device=w1,district=410811 fillPct=40.0 " + t,
                "event,device=g1,district=410811,kind=gas,type=birth arrival=1.0,asset=\"a1\",state=\"commissioned\" "
                        + t,
                "event,device=g1,district=410811,kind=gas,type=ack arrival=1.0,command=\"c1\",result=\"done\",text=\"ok\" "
                        + t,
                "alarm,device=g1,district=410811,kind=gas,rule=gas-leak,severity=critical,state=UNACK id=\"g1~gas-leak\","
                        + "from=\"NORM\",cause=\"raise\",asset=\"a1\",value=25.0,limit=20.0,onset=1.0,active=true,acknowledged=false "
                        + t,
                "alarm,device=g1,district=410811,kind=gas,rule=gas-leak,severity=critical,state=ACKED id=\"g1~gas-leak\","
                        + "from=\"UNACK\",cause=\"acknowledge\",by=\"operator/wang\",reason=\"seen\",onset=1.0,active=true,"
                        + "acknowledged=true "
                        + (t + 1000),
                "census,kind=gas,district=410811 registered=3.0,installed=2.0,commissioned=1.0,alive=1.0,reporting=1.0 "
                        + t,
                "census,kind=gas,district=410800 registered=3.0,installed=2.0,commissioned=1.0,alive=1.0,reporting=1.0 "
                        + t,
                "parking_area,district=410811,area=all bays=12.0,stays=3.0,reporting=1.0,occupancy=0.5,turnover=6.0,"
                        + "meanStayMinutes=42.0 "
                        + t,
                "ledger accepted=5.0,stored=4.0,duplicate=0.0,rejected=0.0,difference=1.0 " + t,
                "census,target=gas-safety-devices planned=740160.0,done=1.0 " + t);
    }

    static Stream<Query> queries() throws IOException {
        List<Query> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = MAPPER.readTree(file.toFile());
                for (JsonNode panel : dashboard.get("panels")) {
                    String name = dashboard.get("title").asText() + ": "
                            + panel.get("title").asText();
                    for (JsonNode target : panel.get("targets")) {
                        queries.add(new Query(
                                name + " " + target.get("refId").asText(),
                                target.at("/datasource/uid").asText(),
                                target.get("query").asText()));
                    }
                }
                for (JsonNode variable : dashboard.at("/templating/list")) {
                    if (variable.get("type").asText().equals("query")) {
                        queries.add(new Query(
                                dashboard.get("title").asText() + ": $"
                                        + variable.get("name").asText(),
                                variable.at("/datasource/uid").asText(),
                                variable.get("query").asText()));
                    }
                }
            }
        }
        assertThat(queries).hasSizeGreaterThan(20);
        return queries.stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryRunsAndFindsSomething(Query query) {
        JsonNode answer = influx.query(query.withoutMacros());

        assertThat(query.dataSource()).isEqualTo(DATA_SOURCE);
        assertThat(answer.at("/results/0/error").asText()).isEmpty();
        assertThat(answer.at("/results/0/series/0/values"))
                .as(answer.toString())
                .isNotEmpty();
    }

    /** A dashboard's query. */
    record Query(String name, String dataSource, String text) {
        /** As Grafana sends it, with all districts and one device chosen. */
        String withoutMacros() {
            String sent = text.replace("$timeFilter", "time >= now() - 6h and time <= now()")
                    .replace("$__interval", "1m")
                    .replace("$district", ".*")
                    .replace("$device", "g1");
            assertThat(sent.replace("/^.*$/", "").replace("/00$/", "")).doesNotContain("$");
            return sent;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

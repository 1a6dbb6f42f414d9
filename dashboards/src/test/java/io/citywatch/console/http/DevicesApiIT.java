package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.ApiClient;
import io.citywatch.console.testkit.ApiClient.Answer;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.console.testkit.Influx;
import io.citywatch.console.testkit.SampleCity;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices, their history and the census over HTTP, against a real log and a real InfluxDB. */
class DevicesApiIT {
    private static final long START = 1_676_339_400_000L;
    private static final int MANY = 5_000;

    private static InfluxdProcess influxd;
    private static ConsoleFixture city;
    private static ApiClient viewer;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        Influx influx = new Influx(influxd.url());
        influx.create();
        influx.write(readings());
        influx.writeRolledUp("hours", hours());
        city = ConsoleFixture.start(folder, influxd.url().toString(), null);
        SampleCity.fill(city.log(), START);
        viewer = city.api(Role.VIEWER);
        await().until(() -> viewer.get("/api/devices/pk-sy-0451").status() == 200);
    }

    /** One device with three readings, and one with one reading a second, more than a chart can show. */
    private static List<String> readings() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.add("gas,device=gas-sy-00042,district=410811 gasLel=%d.5,valveOpen=%s,sensorState=\"normal\" %d"
                    .formatted(i, i < 2, START + i * 1000L));
        }
        for (int i = 0; i < MANY; i++) {
            lines.add("manhole,device=mh-jf-0007,district=410802 tiltDeg=%d.0,coverOpen=%s %d"
                    .formatted(i % 3, i >= MANY / 2, START + i * 1000L));
        }
        return lines;
    }

    /** Two hours of which no reading says the same, so that it is seen what is drawn. */
    private static List<String> hours() {
        String device = "manhole_1h,device=mh-jf-0007,district=410802 ";
        long hour = START - START % 3_600_000;
        return List.of(
                device + "mean_tiltDeg=5.0,min_tiltDeg=-7.0,max_tiltDeg=6.0,count_tiltDeg=1i,last_coverOpen=false "
                        + hour,
                device + "mean_tiltDeg=9.0,min_tiltDeg=8.0,max_tiltDeg=77.0,count_tiltDeg=3i,last_coverOpen=true "
                        + (hour + 3_600_000));
    }

    @AfterAll
    static void stop() {
        city.close();
        influxd.close();
    }

    @Test
    void theLedgerIsTheSumAndTheMinutesFromATimeOn() {
        for (int i = 0; i < 3; i++) {
            LedgerMinute minute = new LedgerMinute(START + i * 60_000L, new LedgerSum(10 + i, 8, 1, 1));
            city.log().append(LogTopics.LEDGER, minute.key(), LogJson.encode(minute));
        }
        LedgerTotal total = new LedgerTotal(START, START + 180_000, new LedgerSum(33, 24, 3, 3));
        city.log().append(LogTopics.LEDGER, LedgerMinute.key(START), null);
        city.log().append(LogTopics.LEDGER, LedgerTotal.KEY, LogJson.encode(total));

        await().until(() -> viewer.get("/api/ledger").json().path("accepted").asLong() == 33);
        JsonNode ledger = viewer.get("/api/ledger?from=" + START).json();

        assertThat(ledger.path("stored").asLong()).isEqualTo(24);
        assertThat(ledger.path("duplicate").asLong()).isEqualTo(3);
        assertThat(ledger.path("rejected").asLong()).isEqualTo(3);
        assertThat(ledger.path("difference").asLong()).isEqualTo(3);
        assertThat(ledger.path("minutes")).hasSize(2);
        assertThat(ledger.at("/minutes/1/minute").asLong()).isEqualTo(START + 120_000);
        assertThat(ledger.at("/minutes/1/difference").asLong()).isEqualTo(2);
        assertThat(viewer.get("/api/ledger").json().path("minutes"))
                .as("the last hour")
                .isEmpty();
    }

    @Test
    void deviceIsShownWithItsBirthItsAlarmsAndItsNewestReading() {
        JsonNode device = viewer.get("/api/devices/gas-sy-00042").json();

        assertThat(device.get("asset").asText()).isEqualTo("4108110111000042");
        assertThat(device.get("state").asText()).isEqualTo("commissioned");
        assertThat(device.at("/reading/t").asLong()).isEqualTo(START + 2000);
        assertThat(device.at("/reading/values/gasLel").asDouble()).isEqualTo(2.5);
        assertThat(device.at("/reading/values/valveOpen").asBoolean()).isFalse();
        assertThat(device.at("/reading/values").has("district")).isFalse();
        assertThat(device.at("/alarms/0/id").asText()).isEqualTo("gas-sy-00042~gas-leak");
        assertThat(device.at("/alarms/0/address").asText()).contains("塔南路");
        assertThat(viewer.get("/api/devices/unknown").status()).isEqualTo(404);
    }

    @Test
    void devicesAreFoundByNameAssetAndAddress() {
        assertThat(viewer.get("/api/devices?q=gas-sy&limit=1").json().get("devices"))
                .hasSize(1);
        assertThat(viewer.get("/api/devices?q=4108110201000451")
                        .json()
                        .at("/devices/0/device")
                        .asText())
                .isEqualTo("pk-sy-0451");
        assertThat(viewer.get("/api/devices?q=%E6%9C%9D%E9%98%B3")
                        .json()
                        .at("/devices/0/device")
                        .asText())
                .isEqualTo("mh-wz-0013");
        assertThat(viewer.get("/api/devices?q=nothing-like-it").json().get("devices"))
                .isEmpty();
        assertThat(viewer.get("/api/devices?limit=501").status()).isEqualTo(400);
    }

    @Test
    void fewReadingsAreDrawnAsTheyAre() {
        JsonNode series = viewer.get(series("gas-sy-00042", "gasLel", START, START + 10_000))
                .json();

        assertThat(series.get("unit").asText()).isEqualTo("% LEL");
        assertThat(series.get("windowMs").asLong()).isZero();
        assertThat(series.get("points").toString())
                .isEqualTo("[{\"t\":%d,\"value\":0.5},{\"t\":%d,\"value\":1.5},{\"t\":%d,\"value\":2.5}]"
                        .formatted(START, START + 1000, START + 2000));
    }

    @Test
    void manyReadingsAreDrawnAsMeansWithTheirExtremes() {
        JsonNode series = viewer.get(series("mh-jf-0007", "tiltDeg", START, START + MANY * 1000L))
                .json();

        assertThat(series.get("windowMs").asLong()).isGreaterThan(5_000);
        assertThat(series.get("points").size()).isBetween(800, 1_000);
        assertThat(series.at("/points/5/min").asDouble()).isZero();
        assertThat(series.at("/points/5/max").asDouble()).isEqualTo(2);
    }

    @Test
    void aYearIsDrawnFromRollUpsAndADayFromReadings() {
        long year = 365L * 24 * 3_600_000;
        JsonNode series =
                viewer.get(series("mh-jf-0007", "tiltDeg", START, START + year)).json();
        JsonNode cover = viewer.get(series("mh-jf-0007", "coverOpen", START, START + year))
                .json();
        JsonNode day = viewer.get(series("mh-jf-0007", "tiltDeg", START, START + 24 * 3_600_000))
                .json();

        assertThat(series.get("windowMs").asLong()).isEqualTo(9 * 3_600_000);
        assertThat(series.get("points")).hasSize(1);
        assertThat(series.at("/points/0/value").asDouble())
                .as("the mean of all readings, not of the hours")
                .isEqualTo(8);
        assertThat(series.at("/points/0/min").asDouble()).isEqualTo(-7);
        assertThat(series.at("/points/0/max").asDouble()).isEqualTo(77);
        assertThat(cover.at("/points/0/value").asBoolean()).isTrue();
        assertThat(day.at("/points/0/max").asDouble()).isEqualTo(2);
    }

    @Test
    void someDaysWithoutMinutesAreDrawnFromHours() {
        JsonNode earlier = viewer.get(
                        series("mh-jf-0007", "tiltDeg", START - 3L * 24 * 3_600_000, START + MANY * 1000L))
                .json();

        assertThat(earlier.at("/points/0/max").asDouble()).isBetween(6.0, 77.0);
    }

    @Test
    void booleansAndTextsHaveACourseToo() {
        JsonNode cover = viewer.get(series("mh-jf-0007", "coverOpen", START, START + MANY * 1000L))
                .json();
        JsonNode state = viewer.get(series("gas-sy-00042", "sensorState", START, START + 10_000))
                .json();

        assertThat(cover.get("points").size()).isBetween(800, 1_000);
        assertThat(cover.at("/points/0/value").isBoolean()).isTrue();
        assertThat(state.at("/points/0/value").asText()).isEqualTo("normal");
    }

    @Test
    void timesCanBeWrittenAsPeopleDo() {
        String path =
                "/api/devices/gas-sy-00042/series?metric=gasLel&from=2023-02-14T01:50:00Z&to=2023-02-14T09:50:01%2B08:00";

        assertThat(viewer.get(path).json().get("points")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "metric=gasLel&from=yesterday, from",
        "metric=gasLel&from=2&to=1, from",
        "metric=gasLel&to=99999999999999999999, to",
        "metric=tiltDeg, metric",
        "metric=gasLel\" FROM gas; DROP DATABASE citywatch, metric",
        "from=1, metric"
    })
    void nonsenseIsNamed(String query, String place) {
        Answer answer = viewer.get("/api/devices/gas-sy-00042/series?"
                + query.replace(" ", "%20").replace("\"", "%22").replace(";", "%3B"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).startsWith(place + ":");
    }

    @Test
    void censusNamesTheDistrictsAndSaysHowFarTheTargetsAre() {
        JsonNode census = viewer.get("/api/census").json();

        assertThat(census.get("year").asInt()).isEqualTo(2023);
        assertThat(census.at("/city/code").asText()).isEqualTo("410800");
        assertThat(census.get("districts")).hasSize(10);
        assertThat(census.get("targets")).hasSize(7);
        assertThat(census.at("/targets/0/id").asText()).isEqualTo("gas-safety-devices");
        assertThat(census.at("/targets/0/target").asLong()).isEqualTo(740_160);
        assertThat(census.at("/targets/0/measure").asText()).isEqualTo("households");
        assertThat(census.at("/targets/0/done").asLong()).isPositive();
        assertThat(census.get("counts")).hasSize(66);
        assertThat(census.at("/counts/0/district").asText()).isEqualTo("410800");
        assertThat(census.get("parking")).hasSize(3);
        assertThat(census.at("/parking/2/area").asText()).isEqualTo("410811001");
        assertThat(census.at("/parking/2/today/turnover").asDouble()).isEqualTo(4.25);
        assertThat(census.at("/parking/2").has("hours")).isFalse();
    }

    @Test
    void largeAnswersAreCompressed() throws Exception {
        var request =
                viewer.request("/api/census").header("Accept-Encoding", "gzip").GET();

        assertThat(viewer.send(request)
                        .response()
                        .headers()
                        .firstValue("content-encoding")
                        .orElse(""))
                .isEqualTo("gzip");
    }

    private static String series(String device, String metric, long from, long to) {
        return "/api/devices/" + device + "/series?metric=" + metric + "&from=" + from + "&to=" + to;
    }
}

package io.citywatch.jobs.historian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.jobs.testkit.JobRuns;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The historian between a real log and a real InfluxDB. */
class HistorianIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = JobRuns.cluster();

    private static final Duration PATIENCE = HistorianTestCity.PATIENCE;
    private static final long T = HistorianTestCity.T;

    @TempDir
    private Path folder;

    private HistorianTestCity city;

    @BeforeEach
    void start() {
        city = HistorianTestCity.start(folder);
    }

    @AfterEach
    void stop() {
        city.close();
    }

    @Test
    void readingsArriveOnceUnderTheirOwnTimeAndTheBrokenOnesGoToTheDeadLetters() throws Exception {
        city.sendReadings(0, 500);
        city.sendReadings(0, 500);
        DeviceAddress device = HistorianTestCity.device(0);
        city.log().send(UplinkRecords.of(device, Channel.TELEMETRY, T, "{\"gasLel\": ".getBytes(UTF_8)));
        city.log()
                .send(UplinkRecords.of(
                        device,
                        Channel.TELEMETRY,
                        T,
                        "{\"t\":1676339399000,\"coPpm\":3,\"gasLel\":\"much\"}".getBytes(UTF_8)));
        city.log().send(UplinkRecords.of("x", "citywatch/v1/410811/bridge/x/telemetry", T, "{}".getBytes(UTF_8)));

        JobClient job = city.run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(city.influx().count("gas", "gasLel")).isEqualTo(500);
            assertThat(city.influx().count("gas", "coPpm")).isEqualTo(1);
            assertThat(city.log().read(LogTopics.REJECTED)).hasSize(3);
        });
        JsonNode row = city.influx()
                .rows("SELECT * FROM gas WHERE device = 'gas-7' LIMIT 1")
                .get(0);
        assertThat(row.path("time").asLong()).isEqualTo(T + 7);
        assertThat(row.path("district").asText()).isEqualTo("410811");
        assertThat(row.path("gasLel").asDouble()).isEqualTo(0.7);
        assertThat(row.path("valveOpen").isBoolean()).isTrue();
        List<String> reasons = city.log().read(LogTopics.REJECTED).stream()
                .map(record -> reason(record.value()))
                .toList();
        assertThat(reasons).containsExactlyInAnyOrder("NOT_JSON", "WRONG_TYPE", "UNKNOWN_TOPIC");
        job.cancel().get();
    }

    @Test
    void birthsAndCountsArePoints() throws Exception {
        Birth birth = new Birth(
                T,
                "4108110111000042",
                AssetState.COMMISSIONED,
                new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                new Birth.Place(35.2153, 113.2613, "山阳区 \"3\" 号楼"),
                new Birth.Share(1, 0, 0),
                0,
                null);
        city.log().send(UplinkRecords.of(HistorianTestCity.device(1), Channel.BIRTH, T + 500, birth));
        AssetCount count = new AssetCount(
                FacilityKind.GAS,
                "410800",
                740_160.0,
                Map.of(Step.COMMISSIONED, 1L),
                new AssetCount.Served(1, 0, 0, 0),
                T + 600);
        city.log().send(LogTopics.CENSUS, count.scope(), LogJson.encode(count));

        JobClient job = city.run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(city.influx().count("event", "asset")).isEqualTo(1);
            assertThat(city.influx().count("census", "commissioned")).isEqualTo(1);
        });
        JsonNode event = city.influx().rows("SELECT * FROM event").get(0);
        assertThat(event.path("type").asText()).isEqualTo("birth");
        assertThat(event.path("address").asText()).isEqualTo("山阳区 \"3\" 号楼");
        job.cancel().get();
    }

    /** A device without a clock that has waited for the network; and the two answers of one that was told two things. */
    @Test
    void nothingOfOneMillisecondTakesAnothersPlaceAlsoWhenItIsWrittenAnew() throws Exception {
        DeviceAddress device = HistorianTestCity.device(1);
        for (String reading : List.of("{\"gasLel\":1}", "{\"gasLel\":9}", "[{\"gasLel\":2},{\"gasLel\":2}]")) {
            city.log().send(UplinkRecords.of(device, Channel.TELEMETRY, T, reading.getBytes(UTF_8)));
        }
        for (String command : List.of("closeValve", "soundSiren")) {
            String answer = "{\"command\":\"gas-1~gas-leak~1~" + command + "\",\"result\":\"done\"}";
            city.log().send(UplinkRecords.of(device, Channel.ACK, T, answer.getBytes(UTF_8)));
        }
        city.log().flush();

        JobClient job = city.run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(city.influx().count("gas", "gasLel")).isEqualTo(4);
            assertThat(city.influx().count("event", "command")).isEqualTo(2);
        });
        assertThat(city.influx()
                        .rows("SELECT max(gasLel) AS high FROM gas")
                        .get(0)
                        .path("high")
                        .asDouble())
                .isEqualTo(9);
        job.cancel().get();

        new HistoryRebuild(HistorianOptions.of(city.log().bootstrapServers(), city.influxUrl()), progress -> {})
                .run(T, Long.MAX_VALUE);

        assertThat(city.influx().count("gas", "gasLel")).isEqualTo(4);
        assertThat(city.influx().count("event", "command")).isEqualTo(2);
    }

    @Test
    void aPointThatInfluxDbRefusesGoesToTheDeadLettersAndTheOthersAreWritten() throws Exception {
        city.influx().answer("CREATE DATABASE citywatch");
        city.influx().write("gas,device=gas-0 coPpm=\"a text\" " + T);
        city.sendReadings(0, 50);
        Reading conflicting = Reading.at(T + 5).with(Metric.CO_PPM, 3).build();
        city.log().send(UplinkRecords.of(HistorianTestCity.device(77), Channel.TELEMETRY, T + 50, conflicting));
        city.sendReadings(50, 100);

        JobClient job = city.run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(city.influx().count("gas", "gasLel")).isEqualTo(100);
            assertThat(city.log().read(LogTopics.REJECTED)).hasSize(1);
        });
        ConsumerRecord<byte[], byte[]> letter =
                city.log().read(LogTopics.REJECTED).get(0);
        assertThat(new String(letter.key(), UTF_8)).isEqualTo("gas-77");
        assertThat(new String(letter.value(), UTF_8))
                .contains("REFUSED_BY_STORE", "field type conflict", "citywatch/v1/410811/gas/gas-77/telemetry");
        job.cancel().get();
    }

    private static String reason(byte[] rejected) {
        try {
            return new ObjectMapper()
                    .readTree(rejected)
                    .path("reasons")
                    .path(0)
                    .path("reason")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.testkit.ConsoleApi;
import io.citywatch.standalone.testkit.LivePlatform;
import io.citywatch.standalone.testkit.MosquittoClient;
import io.citywatch.standalone.testkit.OutsideReceiver;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One gas sensor from its birth to its alarm's end, by the tools that an engineer has. The steps follow each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GasAlarmIT {
    private static final String TOPIC = "citywatch/v1/410811/gas/gas-1/";
    private static final String ALARM = "gas-1~gas-leak";
    private static final String ALARM_TOPIC = "citywatch/v1/alarms/410811/gas/critical/" + ALARM;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    private static OutsideReceiver outside;
    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        outside = OutsideReceiver.start(data);
        city = LivePlatform.start(data);
    }

    @AfterAll
    static void stop() throws Exception {
        if (city != null) {
            city.close();
        }
        outside.close();
    }

    @Test
    @Order(1)
    void birthIsCounted() throws Exception {
        var outcome = device().publish(
                        TOPIC + "birth",
                        """
                        {"asset": "4108110111000042", "model": "GD-20N", "type": "detector_networked",
                         "state": "commissioned", "lat": 35.2153, "lon": 113.2613, "households": 1}""");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode census = city.api(Role.VIEWER).get("/api/census");
            JsonNode target = element(census.get("targets"), "id", "gas-safety-devices");
            assertThat(target.get("target").asLong()).isEqualTo(740_160);
            assertThat(target.get("done").asLong()).isEqualTo(1);
            assertThat(count(census, "410811").get("commissioned").asLong()).isEqualTo(1);
            assertThat(count(census, "410800").get("commissioned").asLong()).isEqualTo(1);
        });
    }

    @Test
    @Order(2)
    void criticalReadingRaisesTheAlarmClosesTheValveAndIsStored() throws Exception {
        try (var commands = device().subscribe(TOPIC + "command");
                var alarms = city.mqtt("listener/siren-1").subscribe("citywatch/v1/alarms/#")) {
            long before = System.currentTimeMillis();

            device().publish(TOPIC + "telemetry", "{\"gasLel\": 25}");

            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                JsonNode alarm = alarm();
                assertThat(alarm.get("state").asText()).isEqualTo("UNACK");
                assertThat(alarm.get("severity").asText()).isEqualTo("critical");
                assertThat(alarm.get("value").asDouble()).isEqualTo(25);
                assertThat(alarm.get("limit").asDouble()).isEqualTo(20);
                assertThat(alarm.get("asset").asText()).isEqualTo("4108110111000042");
                assertThat(alarm.get("onset").asLong()).isBetween(before, System.currentTimeMillis());
            });
            await().atMost(SOON).untilAsserted(() -> assertThat(alarms.lines())
                    .anyMatch(line -> line.contains(ALARM_TOPIC) && line.contains("\"UNACK\"")));
            await().atMost(SOON).untilAsserted(() -> assertThat(commands.lines())
                    .anyMatch(line -> line.contains(TOPIC + "command") && line.contains("\"closeValve\"")));
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            city.influx().count("SELECT count(gasLel) FROM gas WHERE device = 'gas-1' AND gasLel = 25"))
                    .isEqualTo(1));
        }
    }

    @Test
    @Order(3)
    void alarmIsRetainedForWhoComesLater() throws Exception {
        try (var late = city.mqtt("listener/siren-2").subscribe("citywatch/v1/alarms/+/gas/#")) {
            await().atMost(SOON).untilAsserted(() -> assertThat(late.lines())
                    .anyMatch(line -> line.startsWith("1 " + ALARM_TOPIC) && line.contains("\"UNACK\"")));
        }
    }

    @Test
    @Order(3)
    void theOutsideIsToldByASignedWebhookAndInCap() throws Exception {
        await().atMost(SOON)
                .until(() ->
                        !outside.at("/hook").isEmpty() && !outside.at("/cap").isEmpty());
        OutsideReceiver.Told hook = outside.at("/hook").get(0);
        JsonNode alarm = new ObjectMapper().readTree(hook.body()).at("/data/alarm");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(OutsideReceiver.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((hook.headers().get("webhook-id") + "." + hook.headers().get("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(alarm.get("id").asText()).isEqualTo(ALARM);
        assertThat(alarm.get("severity").asText()).isEqualTo("critical");
        assertThat(hook.headers().get("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(hook.body())));
        assertThat(outside.at("/cap").get(0).text())
                .contains("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">", "<status>Actual</status>")
                .contains("<msgType>Alert</msgType>", "<severity>Extreme</severity>", "35.215300,113.261300");
    }

    @Test
    @Order(4)
    void viewerMayNotAcknowledge() throws Exception {
        HttpResponse<String> response = city.api(Role.VIEWER).post("/api/alarms/" + ALARM + "/acknowledge", "{}");

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    @Order(5)
    void operatorAcknowledgesOnce() throws Exception {
        ConsoleApi operator = city.api(Role.OPERATOR);

        HttpResponse<String> first = operator.post("/api/alarms/" + ALARM + "/acknowledge", "{}");

        assertThat(first.statusCode()).as(first.body()).isBetween(200, 202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alarm().get("state").asText()).isEqualTo("ACKED"));
        JsonNode history = alarm().get("history");
        assertThat(history.get(history.size() - 1).get("by").asText()).contains("test-operator");
        assertThat(operator.post("/api/alarms/" + ALARM + "/acknowledge", "{}").statusCode())
                .isEqualTo(409);
        assertThat(operator.post("/api/alarms/nobody~gas-leak/acknowledge", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(6)
    void clearedAlarmIsEmptiedAndItsTransitionsAreInTheHistory() throws Exception {
        String topic = "citywatch/v1/410811/gas/gas-7/telemetry";
        String alarmTopic = "citywatch/v1/alarms/410811/gas/critical/gas-7~gas-leak";
        // A device that buffered the last three minutes: young enough to be live, and a minute passes in its own time.
        long start = System.currentTimeMillis() - 180_000;
        try (var alarms = city.mqtt("listener/siren-3").subscribe(alarmTopic)) {
            city.mqtt("gas-7").publish(topic, "{\"t\": " + start + ", \"gasLel\": 25}");
            await().atMost(SOON).until(() -> alarms.lines().size() == 1);

            city.mqtt("gas-7").publish(topic, "{\"t\": " + (start + 30_000) + ", \"gasLel\": 1}");
            city.mqtt("gas-7").publish(topic, "{\"t\": " + (start + 95_000) + ", \"gasLel\": 1}");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(state("gas-7~gas-leak")).isEqualTo("RTNUN"));
            city.api(Role.OPERATOR).post("/api/alarms/gas-7~gas-leak/acknowledge", "{}");
            await().atMost(SOON).untilAsserted(() -> assertThat(alarms.lines())
                    .last()
                    .asString()
                    .isEqualToIgnoringWhitespace("0 " + alarmTopic));
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            city.influx()
                                    .rows(
                                            "SELECT id, cause, state FROM alarm WHERE device = 'gas-7' AND cause =~ /raise|clear|acknowledge/"))
                    .extracting(row -> row.get(3).asText())
                    .containsExactly("UNACK", "RTNUN", "NORM"));
        }
    }

    @Test
    @Order(7)
    void aValveThatFailsIsAnAlarmOfItsOwnUntilItIsSeenClosed() throws Exception {
        String topic = "citywatch/v1/410811/gas/gas-9/";
        String unanswered = "citywatch/v1/alarms/410811/gas/critical/gas-9~command-unanswered";
        try (var commands = city.mqtt("gas-9").subscribe(topic + "command");
                var alarms = city.mqtt("listener/siren-4").subscribe(unanswered)) {
            city.mqtt("gas-9").publish(topic + "telemetry", "{\"gasLel\": 25, \"valveOpen\": true}");
            await().atMost(SOON)
                    .until(() -> commands.lines().stream().anyMatch(line -> line.contains("\"soundSiren\"")));
            String told = commands.lines().stream()
                    .filter(line -> line.contains("\"closeValve\""))
                    .findFirst()
                    .orElseThrow();
            String id = new ObjectMapper()
                    .readTree(told.substring(told.indexOf('{')))
                    .get("id")
                    .asText();

            city.mqtt("gas-9").publish(topic + "ack", "{\"command\": \"" + id + "\", \"result\": \"failed\"}");

            await().atMost(SOON).until(() -> alarms.lines().stream()
                    .anyMatch(line -> line.contains("\"UNACK\"") && line.contains("closeValve: failed")));
            assertThat(commands.lines()).noneMatch(line -> line.contains("openValve"));

            city.mqtt("gas-9").publish(topic + "telemetry", "{\"gasLel\": 25, \"valveOpen\": false}");

            await().atMost(SOON).untilAsserted(() -> assertThat(state("gas-9~command-unanswered"))
                    .isEqualTo("RTNUN"));
            JsonNode history =
                    city.api(Role.VIEWER).get("/api/alarms/gas-9~gas-leak").get("history");
            assertThat(history.findValuesAsText("reason"))
                    .contains("closeValve", "closeValve: failed", "closeValve: the valve is closed");
            assertThat(history.findValuesAsText("by")).contains("rule/gas-leak", "gas-9");
        }
    }

    private static MosquittoClient device() throws Exception {
        return city.mqtt("gas-1");
    }

    private static JsonNode alarm() throws Exception {
        return city.api(Role.VIEWER).get("/api/alarms/" + ALARM);
    }

    private static String state(String alarm) throws Exception {
        return city.api(Role.VIEWER).get("/api/alarms/" + alarm).get("state").asText();
    }

    private static JsonNode count(JsonNode census, String district) {
        for (JsonNode row : census.get("counts")) {
            if (row.get("kind").asText().equals("gas")
                    && row.get("district").asText().equals(district)) {
                return row;
            }
        }
        throw new AssertionError("no row for gas in " + district);
    }

    private static JsonNode element(JsonNode array, String field, String value) {
        for (JsonNode element : array) {
            if (element.get(field).asText().equals(value)) {
                return element;
            }
        }
        throw new AssertionError("no element with " + field + " " + value);
    }
}

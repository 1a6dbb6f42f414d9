package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.testkit.LivePlatform;
import io.citywatch.standalone.testkit.RejectedTopic;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rules are changed while the platform runs, by the engineer's command. The steps follow each other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RuleChangeIT {
    private static final String RULE =
            """
            {"id": "%s", "kinds": ["waste"], "text": {"zh": "满", "en": "Full"},
             "detector": {"type": "level", "metric": "fillPct", "steps": [{"limit": %d, "severity": "low"}], "clear": {"limit": %d}}}""";

    @TempDir
    static Path data;

    @AutoClose
    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        city = LivePlatform.start(data);
    }

    @Test
    @Order(1)
    void alarmsStandByTheRulesThatComeWithThePlatform() throws Exception {
        says("gas", "gas-1", "{\"gasLel\": 15}");
        says("waste", "bin-1", "{\"fillPct\": 85, \"temperatureC\": 20}");

        soon().untilAsserted(() -> {
            assertThat(state("gas-1~gas-leak")).isEqualTo("UNACK");
            assertThat(state("bin-1~waste-full")).isEqualTo("UNACK");
        });
        assertThat(city.api(Role.OPERATOR)
                        .post("/api/alarms/gas-1~gas-leak/acknowledge", "{}")
                        .statusCode())
                .isBetween(200, 202);
        soon().untilAsserted(() -> assertThat(state("gas-1~gas-leak")).isEqualTo("ACKED"));
    }

    @Test
    @Order(2)
    void aChangedAndANewRuleHoldWithoutARestartAndAllOthersGoOn() throws Exception {
        long version = alarm("gas-1~gas-leak").get("version").asLong();
        Path file = Files.writeString(
                data.resolve("rules.json"),
                "[" + RULE.formatted("waste-full", 95, 90) + ", " + RULE.formatted("bins", 70, 60) + "]");

        rules("apply", file.toString());

        // Until the change holds, the bin is what it was
        soon().untilAsserted(() -> {
            says("waste", "bin-1", "{\"fillPct\": 85}");
            assertThat(state("bin-1~waste-full")).isEqualTo("RTNUN");
            assertThat(state("bin-1~bins")).isEqualTo("UNACK");
        });
        says("gas", "gas-1", "{\"gasLel\": 16}");
        // The twenty degrees from before the change are remembered: now it burns
        says("waste", "bin-1", "{\"fillPct\": 85, \"temperatureC\": 35}");
        soon().untilAsserted(() -> assertThat(state("bin-1~waste-fire")).isEqualTo("UNACK"));
        assertThat(alarm("gas-1~gas-leak").get("version").asLong()).isEqualTo(version);
        assertThat(state("gas-1~gas-leak")).isEqualTo("ACKED");
    }

    @Test
    @Order(3)
    void whatIsNoRuleIsADeadLetterAndChangesNothing() throws Exception {
        String nonsense = RULE.formatted("waste-full", 170, 90);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", city.platform().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(LogTopics.RULES, "waste-full", nonsense))
                    .get();
        }

        try (RejectedTopic rejected = new RejectedTopic(city.platform().bootstrapServers())) {
            soon().untilAsserted(() -> assertThat(rejected.of("waste-full"))
                    .singleElement()
                    .asString()
                    .contains("INVALID_RULE", "detector.steps[0].limit: 170 is outside 0 to 100", LogTopics.RULES));
        }
        says("waste", "bin-2", "{\"fillPct\": 96}");
        soon().untilAsserted(() -> assertThat(state("bin-2~waste-full")).isEqualTo("UNACK"));
    }

    @Test
    @Order(4)
    void aRemovedRuleEndsItsAlarmsAndNoOthers() throws Exception {
        rules("remove", "bins");

        soon().untilAsserted(() -> assertThat(state("bin-1~bins")).isEqualTo("RTNUN"));
        JsonNode history = alarm("bin-1~bins").get("history");
        assertThat(history.findValuesAsText("cause")).containsExactly("raise", "clear");
        assertThat(history.findValuesAsText("reason")).contains("the rule was removed");
        assertThat(state("bin-2~waste-full")).isEqualTo("UNACK");
        assertThat(state("bin-1~waste-fire")).isEqualTo("UNACK");
        assertThat(state("gas-1~gas-leak")).isEqualTo("ACKED");
        says("waste", "bin-3", "{\"fillPct\": 96}");
        soon().untilAsserted(() -> assertThat(state("bin-3~waste-full")).isEqualTo("UNACK"));
        assertThat(city.api(Role.VIEWER).get("/api/alarms").get("alarms").findValuesAsText("id"))
                .contains("bin-3~waste-full")
                .doesNotContain("bin-3~bins");
    }

    private static void says(String kind, String device, String json) throws Exception {
        var outcome = city.mqtt(device).publish("citywatch/v1/410811/" + kind + "/" + device + "/telemetry", json);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    private static void rules(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = Citywatch.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true));
        int code = line.execute(
                "rules",
                arguments[0],
                arguments[1],
                "--bootstrap",
                city.platform().bootstrapServers());
        assertThat(code).as(err.toString()).isZero();
    }

    private static JsonNode alarm(String id) throws Exception {
        return city.api(Role.VIEWER).get("/api/alarms/" + id);
    }

    private static String state(String id) throws Exception {
        return alarm(id).get("state").asText();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).ignoreExceptionsInstanceOf(IOException.class);
    }
}

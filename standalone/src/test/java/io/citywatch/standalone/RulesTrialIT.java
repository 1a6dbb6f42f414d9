package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.testkit.AlarmCalls;
import io.citywatch.standalone.testkit.LivePlatform;
import io.citywatch.standalone.testkit.RulesTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trial of rules over the log that a running platform has written: with operators who act, neighbours who agree and alarms that
 * are folded.
 */
class RulesTrialIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String COVERS =
            """
            {"id": "covers", "kinds": ["manhole"], "text": {"zh": "井盖", "en": "Cover"}, "fold": ["high"],
             "detector": {"type": "cover", "steps": [{"limit": 5, "severity": "high"}], "clear": {"limit": 4}}}""";

    @TempDir
    static Path data;

    @AutoClose
    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        city = LivePlatform.start(data);
    }

    @Test
    void byTheRulesThatHoldItFindsWhatThePlatformFound() throws Exception {
        rules().apply(COVERS);
        int covers = 6;
        for (int i = 0; i < covers; i++) {
            born("manhole", "cover-" + i, "\"gridCell\": \"cell-1\"");
        }
        for (String home : List.of("gas-1", "gas-2")) {
            born("gas", home, "\"building\": \"B-1\"");
        }
        soon().until(() -> {
            // Until the new rule holds
            says("manhole", "probe", "{\"tiltDeg\": 8}");
            return state("probe~covers").equals("UNACK");
        });

        for (int i = 0; i < covers; i++) {
            says("manhole", "cover-" + i, "{\"tiltDeg\": 8}");
        }
        says("gas", "gas-1", "{\"gasLel\": 12}");
        says("gas", "gas-2", "{\"gasLel\": 12}");
        says("waste", "bin-1", "{\"fillPct\": 85}");
        soon().untilAsserted(() -> {
            assertThat(alarm("gas-1~gas-leak").get("severity").asText()).isEqualTo("critical");
            assertThat(alarm("gas-2~gas-leak").get("severity").asText()).isEqualTo("critical");
            assertThat(state("bin-1~waste-full")).isEqualTo("UNACK");
            assertThat(state("group.cell.410811.cell-1~flood")).isEqualTo("UNACK");
            assertThat(state("cover-5~covers")).isEqualTo("SUPPRESSED");
        });
        acts("gas-1~gas-leak/acknowledge", "{}");
        acts("bin-1~waste-full/suppress", "{\"reason\": \"repainted\", \"minutes\": 60}");
        soon().until(() -> state("bin-1~waste-full").equals("SUPPRESSED"));
        says("waste", "bin-1", "{\"fillPct\": 85, \"temperatureC\": 70}");
        soon().until(() -> state("bin-1~waste-fire").equals("SUPPRESSED"));

        JsonNode unchanged = MAPPER.readTree(rules().test(COVERS));
        JsonNode withoutGas = MAPPER.readTree(rules().test(disabled("gas-leak")));

        TreeSet<String> called =
                AlarmCalls.read(city.platform().bootstrapServers()).times();
        assertThat(unchanged.get("come")).isEmpty();
        assertThat(unchanged.get("go")).isEmpty();
        assertThat(unchanged.get("alarms").asInt()).as(called.toString()).isEqualTo(called.size());
        assertThat(unchanged.get("actions").asInt()).isEqualTo(2);
        assertThat(unchanged.get("refused").asInt()).isZero();
        assertThat(withoutGas.get("come")).isEmpty();
        assertThat(withoutGas.get("go"))
                .extracting(
                        call -> call.get("t").asLong() + " " + call.get("alarm").asText())
                .containsExactlyElementsOf(called.stream()
                        .filter(call -> call.endsWith("~gas-leak"))
                        .toList());
        assertThat(withoutGas.get("refusedByChanged").asInt())
                .as("the alarm that was acknowledged does not come")
                .isEqualTo(1);
    }

    private static void born(String kind, String device, String neighbours) throws Exception {
        publish(
                kind,
                device,
                "birth",
                "{\"asset\": \"asset-" + device + "\", \"state\": \"commissioned\", " + neighbours + "}");
    }

    private static void says(String kind, String device, String json) throws Exception {
        publish(kind, device, "telemetry", json);
    }

    private static void publish(String kind, String device, String channel, String json) throws Exception {
        var outcome = city.mqtt(device).publish("citywatch/v1/410811/" + kind + "/" + device + "/" + channel, json);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    private static void acts(String action, String json) throws Exception {
        var response = city.api(Role.OPERATOR).post("/api/alarms/" + action, json);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
    }

    private static JsonNode alarm(String id) throws Exception {
        return city.api(Role.VIEWER).get("/api/alarms/" + id);
    }

    private static String state(String id) throws Exception {
        return alarm(id).get("state").asText();
    }

    /** That default rule, disabled. */
    private static String disabled(String id) {
        return rules().show(id).replaceFirst("\\{", "{\"enabled\": false, ");
    }

    private static RulesTool rules() {
        return new RulesTool(city.platform().bootstrapServers(), data);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40)).ignoreExceptionsInstanceOf(IOException.class);
    }
}

package io.citywatch.standalone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.platform.PlatformProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Alarms in the states that a crash must not change: acknowledged, shelved, folded, with a valve that has answered and with
 * valves that are awaited.
 */
public final class StandingAlarms {
    private static final String FLOOD = "group.building.410811.B-1~flood";
    private static final int SILENT = 6;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ANSWERED = "answered~gas-leak";
    private static final String ACKNOWLEDGED = "leak-0~gas-leak";
    private static final String SHELVED = "shelved~gas-leak";
    private static final String WAITED_FOR = "leak-1";

    private final PlatformProcess platform;
    private final ConsoleApi api;

    public StandingAlarms(PlatformProcess platform) throws IOException {
        this.platform = platform;
        this.api = new Access(platform.data()).api(platform.httpPort(), Role.OPERATOR);
    }

    /** Devices of one building that fall silent at once; returns when they are folded into one alarm. */
    public void silence() throws Exception {
        for (int n = 0; n < SILENT; n++) {
            publish(
                    "waste",
                    "silent-" + n,
                    "birth",
                    "{\"asset\": \"silent-" + n
                            + "\", \"state\": \"commissioned\", \"type\": \"bin\", \"reportSeconds\": 1,"
                            + " \"building\": \"B-1\"}");
        }
        await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(
                        alarm(FLOOD).at("/members/active").asInt())
                .isEqualTo(SILENT));
    }

    /** Acknowledges, shelves and answers; returns when that is seen. There are leaks at {@code leak-0} and on already. */
    public void act() throws Exception {
        publish("gas", "shelved", "telemetry", "{\"gasLel\": 15}");
        publish("gas", "answered", "telemetry", "{\"gasLel\": 30}");
        await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            assertThat(alarm(SHELVED).get("state").asText()).isEqualTo("UNACK");
            assertThat(alarm(ACKNOWLEDGED).get("state").asText()).isEqualTo("UNACK");
            assertThat(alarm(ANSWERED).get("state").asText()).isEqualTo("UNACK");
        });
        api.post("/api/alarms/" + ACKNOWLEDGED + "/acknowledge", "{}");
        api.post("/api/alarms/" + SHELVED + "/shelve", "{\"reason\": \"the sensor is known\", \"minutes\": 60}");
        answer("answered", "closeValve");
        answer("answered", "soundSiren");
        await().atMost(SOON).untilAsserted(this::assertActed);
    }

    /** Everything is as without the crash, each alarm with one history; what was awaited then is an alarm by now. */
    public void assertUnharmed() throws Exception {
        assertActed();
        JsonNode flood = alarm(FLOOD);
        assertThat(flood.get("state").asText()).isEqualTo("UNACK");
        assertThat(flood.at("/members/count").asInt()).isEqualTo(SILENT);
        assertThat(flood.at("/members/active").asInt()).isEqualTo(SILENT);
        assertThat(flood.get("history").findValuesAsText("cause")).containsExactly("raise");
        JsonNode members = api.get("/api/alarms?parent=" + FLOOD).get("alarms");
        assertThat(members).hasSize(SILENT).allSatisfy(member -> {
            assertThat(member.get("state").asText()).isEqualTo("SUPPRESSED");
            assertThat(member.get("history").findValuesAsText("cause")).containsExactly("fold", "raise");
        });
        assertThat(toldAndHeard(WAITED_FOR))
                .containsExactly(
                        "raise null",
                        "command closeValve",
                        "command soundSiren",
                        "command closeValve: repeated",
                        "command soundSiren: repeated",
                        "command closeValve: repeated",
                        "command soundSiren: repeated",
                        "noAnswer closeValve",
                        "noAnswer soundSiren");
        assertThat(alarm(WAITED_FOR + "~command-unanswered").get("history").findValuesAsText("cause"))
                .containsExactly("raise");
        assertThat(api.get("/api/alarms?kind=gas").get("alarms").findValuesAsText("id"))
                .doesNotContain("answered~command-unanswered", "shelved~command-unanswered");
    }

    /** An answer that is awaited no more ends the alarm that it has not come. */
    public void assertALateAnswerIsHeard() throws Exception {
        answer(WAITED_FOR, "closeValve");
        answer(WAITED_FOR, "soundSiren");
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        alarm(WAITED_FOR + "~command-unanswered").get("state").asText())
                .isEqualTo("RTNUN"));
    }

    private void assertActed() throws Exception {
        assertThat(alarm(ACKNOWLEDGED).get("state").asText()).isEqualTo("ACKED");
        assertThat(alarm(ACKNOWLEDGED).get("history").findValuesAsText("cause"))
                .containsOnlyOnce("raise")
                .containsOnlyOnce("acknowledge");
        assertThat(alarm(SHELVED).get("state").asText()).isEqualTo("SHELVED");
        assertThat(alarm(SHELVED).get("history").findValuesAsText("cause")).containsExactly("raise", "shelve");
        assertThat(toldAndHeard("answered"))
                .containsExactlyInAnyOrder(
                        "raise null",
                        "command closeValve",
                        "command soundSiren",
                        "answer closeValve: done",
                        "answer soundSiren: done");
    }

    /** The causes and reasons of a leak's history. */
    private List<String> toldAndHeard(String device) throws Exception {
        List<String> told = new ArrayList<>();
        for (JsonNode transition : alarm(device + "~gas-leak").get("history")) {
            String cause = transition.get("cause").asText();
            // Nobody acknowledges in time, where the machine is slow
            if (!cause.equals("escalate")) {
                told.add(cause + " " + transition.get("reason").asText());
            }
        }
        return told;
    }

    private void answer(String device, String command) throws Exception {
        long onset = alarm(device + "~gas-leak").get("onset").asLong();
        publish(
                "gas",
                device,
                "ack",
                "{\"command\": \"" + device + "~gas-leak~" + onset + "~" + command + "\", \"result\": \"done\"}");
    }

    private void publish(String kind, String device, String channel, String json) throws Exception {
        var outcome = new Access(platform.data())
                .mqtt(platform.mqttPort(), device)
                .publish("citywatch/v1/410811/" + kind + "/" + device + "/" + channel, json);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    private JsonNode alarm(String id) throws IOException, InterruptedException {
        return api.get("/api/alarms/" + id);
    }
}

package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.AlarmJob;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.ApiClient;
import io.citywatch.console.testkit.ApiClient.Answer;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms over HTTP, against a real log. Each test has devices of its own. */
class AlarmsApiIT {
    private static final long ONSET = 1_676_339_400_000L;

    private static ConsoleFixture city;
    private static ApiClient operator;
    private static ApiClient viewer;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        city = ConsoleFixture.start(folder, "http://127.0.0.1:1", null);
        operator = city.api(Role.OPERATOR);
        viewer = city.api(Role.VIEWER);
        await().until(() -> viewer.get("/health").status() == 200);
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @Test
    void alarmAppearsAsItStandsInTheLog() {
        Alarm alarm = Alarms.gas("a.1", Severity.CRITICAL, ONSET);

        city.log().put(alarm);

        JsonNode found = await().until(() -> find("a.1~gas-leak"), node -> node != null);
        ObjectNode logged = ((ObjectNode) found.deepCopy()).without(List.of("actions", "workOrderNeeded"));
        assertThat(logged).isEqualTo(Json.ours(LogJson.encode(alarm)));
        assertThat(viewer.get("/api/alarms/a.1~gas-leak").json()).isEqualTo(found);
        assertThat(viewer.get("/api/alarms/a%2E1%7Egas-leak").json()).isEqualTo(found);
    }

    @Test
    void worstAndNewestComeFirstAndWhatIsOverIsLeftOut() {
        Alarm older = Alarms.gas("b-1", Severity.HIGH, ONSET);
        Alarm newer = Alarms.gas("b-2", Severity.HIGH, ONSET + 1000);
        Alarm worst = Alarms.gas("b-3", Severity.CRITICAL, ONSET - 1000);
        Alarm over = Alarms.step(
                Alarms.gas("b-4", Severity.CRITICAL, ONSET), AlarmState.NORM, "clear", null, null, ONSET + 5);

        List.of(older, newer, worst, over).forEach(city.log()::put);

        await().untilAsserted(() ->
                assertThat(ids("/api/alarms", "b-")).containsExactly("b-3~gas-leak", "b-2~gas-leak", "b-1~gas-leak"));
        assertThat(ids("/api/alarms?state=NORM", "b-")).containsExactly("b-4~gas-leak");
        assertThat(ids("/api/alarms?severity=critical,low&state=UNACK,NORM", "b-"))
                .containsExactly("b-3~gas-leak", "b-4~gas-leak");
        assertThat(ids("/api/alarms?kind=manhole", "b-")).isEmpty();
        assertThat(ids("/api/alarms?district=410811&limit=10000", "b-")).hasSize(3);
    }

    @Test
    void unknownFilterIsNamed() {
        Answer answer = viewer.get("/api/alarms?severity=purple");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("content-type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.json().get("detail").asText()).contains("severity").contains("purple");
    }

    @Test
    void olderVersionChangesNothing() {
        Alarm raised = Alarms.gas("c-1", Severity.HIGH, ONSET);
        Alarm acknowledged = Alarms.step(raised, AlarmState.ACKED, "acknowledge", "operator/wang", null, ONSET + 10);

        city.log().put(acknowledged);
        city.log().put(raised);
        city.log().put(Alarms.gas("c-2", Severity.HIGH, ONSET));

        await().until(() -> find("c-2~gas-leak") != null);
        assertThat(find("c-1~gas-leak").get("state").asText()).isEqualTo("ACKED");
    }

    @Test
    void unreadableRecordIsPassedOver() {
        city.log().append(LogTopics.ALARMS, "d-0~gas-leak", "{\"id\":".getBytes(StandardCharsets.UTF_8));
        city.log().put(Alarms.gas("d-1", Severity.HIGH, ONSET));

        await().until(() -> find("d-1~gas-leak") != null);
        assertThat(viewer.get("/api/alarms/d-0~gas-leak").status()).isEqualTo(404);
    }

    @Test
    void acknowledgingAppendsAnActionAndAnswersWithTheAlarmAfterIt() throws Exception {
        Alarm alarm = Alarms.gas("e.1", Severity.CRITICAL, ONSET);
        city.log().put(alarm);
        await().until(() -> find(alarm.id()) != null);
        Thread job = new Thread(() -> {
            AlarmAction action = awaitAction("e.1");
            city.log()
                    .put(Alarms.step(alarm, AlarmState.ACKED, "acknowledge", action.by(), action.reason(), action.t()));
        });
        job.start();

        Answer answer = operator.post("/api/alarms/e.1~gas-leak/acknowledge", "{\"reason\": \"crew on its way\"}");
        job.join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("state").asText()).isEqualTo("ACKED");
        AlarmAction action = awaitAction("e.1");
        assertThat(action.action()).isEqualTo(AlarmAction.Verb.ACKNOWLEDGE);
        assertThat(action.by()).isEqualTo("operator/test");
        assertThat(action.reason()).isEqualTo("crew on its way");
        Answer again = operator.post("/api/alarms/e.1~gas-leak/acknowledge", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("type").asText()).endsWith("already-acknowledged");
        assertThat(again.json().get("detail").asText()).contains("operator/test");
    }

    @Test
    void whatWasLookedAtBeforeItBecameWorseIsNotAcknowledged() {
        Alarm seen = Alarms.gas("v-1", Severity.HIGH, ONSET);
        Alarm worse = Alarms.step(seen, AlarmState.UNACK, "worsen", null, null, ONSET + 5_000);
        city.log().put(worse);
        await().until(() -> find(worse.id()) != null);

        for (String verb : List.of("acknowledge", "shelve")) {
            Answer answer = operator.post(
                    "/api/alarms/v-1~gas-leak/" + verb,
                    "{\"version\": " + seen.version() + ", \"reason\": \"seen\", \"minutes\": 10}");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
            assertThat(answer.json().get("type").asText()).endsWith(":overtaken");
        }
        assertThat(operator.post("/api/alarms/v-1~gas-leak/acknowledge", "{\"version\": \"new\"}")
                        .status())
                .isEqualTo(400);
        assertThat(operator.post("/api/alarms/v-1~gas-leak/acknowledge", "{\"version\": " + worse.version() + "}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void actionThatTheJobHasNotAnsweredYetIsAccepted() {
        Alarm alarm = Alarms.manhole("f-1", Severity.HIGH, ONSET);
        city.log().put(alarm);
        await().until(() -> find(alarm.id()) != null);

        Answer answer =
                operator.post("/api/alarms/f-1~manhole-tilt/shelve", "{\"reason\": \"road works\", \"minutes\": 60}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("state").asText()).isEqualTo("UNACK");
        AlarmAction action = awaitAction("f-1");
        assertThat(action.until()).isEqualTo(action.t() + Duration.ofHours(1).toMillis());
    }

    @Test
    void ofTwoOperatorsAtOnceOneWinsAndTheOtherHearsWho() throws Exception {
        Alarm alarm = Alarms.manhole("h-1", Severity.HIGH, ONSET);
        city.log().put(alarm);
        await().until(() -> find(alarm.id()) != null);
        Thread job = new Thread(() -> {
            AlarmAction action = awaitAction("h-1");
            city.log().put(Alarms.step(alarm, AlarmState.ACKED, "acknowledge", "operator/li", null, action.t()));
        });
        job.start();

        Answer answer = operator.post("/api/alarms/h-1~manhole-tilt/acknowledge", "");
        job.join();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("type").asText()).endsWith(":already-acknowledged");
        assertThat(answer.json().get("detail").asText()).contains("operator/li");
    }

    @Test
    void whatIsOvertakenIsNotAcknowledged() throws Exception {
        Alarm alarm = Alarms.manhole("i-1", Severity.HIGH, ONSET);
        city.log().put(alarm);
        await().until(() -> find(alarm.id()) != null);
        Thread job = new Thread(() -> {
            AlarmAction action = awaitAction("i-1");
            city.log().put(Alarms.step(alarm, AlarmState.UNACK, "worsen", null, null, action.t() + 1));
        });
        job.start();

        Answer answer = operator.post("/api/alarms/i-1~manhole-tilt/acknowledge", "");
        job.join();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("type").asText()).endsWith(":overtaken");
    }

    @Test
    void everyVerbOfTheLifeCycleIsTaken() throws Exception {
        Alarm critical = Alarms.gas("j-1", Severity.CRITICAL, ONSET);
        city.log().put(critical);
        await().until(() -> find("j-1~gas-leak") != null);
        try (AlarmJob job = AlarmJob.start(city)) {
            String suppress = "{\"reason\": \"renewal\", \"minutes\": 120, \"workOrder\": \"WO-117\"}";
            assertTaken("suppress", suppress, "SUPPRESSED");
            assertRefused("/api/alarms/j-1~gas-leak/suppress", suppress, 409, "put-aside");
            assertRefused("/api/alarms/j-1~gas-leak/acknowledge", "", 409, "put-aside");
            assertTaken("unsuppress", "{\"reason\": \"done\"}", "UNACK");
            assertTaken("outOfService", "{\"reason\": \"sensor\", \"workOrder\": \"WO-118\"}", "OUT_OF_SERVICE");
            assertTaken("returnToService", "", "UNACK");
            assertTaken("comment", "{\"reason\": \"crew is on its way\"}", "UNACK");
            city.log()
                    .put(Alarms.step(
                            critical, AlarmState.LATCHED, "clear", null, null, System.currentTimeMillis() + 1));
            await().until(() -> find("j-1~gas-leak").get("state").asText().equals("LATCHED"));
            assertTaken("reset", "", "NORM");
        }
        AlarmAction first = awaitAction("j-1");
        assertThat(first.action()).isEqualTo(AlarmAction.Verb.SUPPRESS);
        assertThat(first.workOrder()).isEqualTo("WO-117");
        assertThat(first.until()).isGreaterThan(first.t());
    }

    private static void assertTaken(String verb, String body, String state) {
        Answer answer = operator.post("/api/alarms/j-1~gas-leak/" + verb, body);
        assertThat(answer.status()).as(verb).isEqualTo(200);
        assertThat(answer.json().get("state").asText()).as(verb).isEqualTo(state);
    }

    @Test
    void actionsThatMakeNoSenseAreRefused() {
        city.log().put(Alarms.gas("g-1", Severity.CRITICAL, ONSET));
        city.log().put(Alarms.gas("g-2", Severity.HIGH, ONSET));
        await().until(() -> find("g-2~gas-leak") != null);

        assertRefused("/api/alarms/g-0~gas-leak/acknowledge", "", 404, "unknown-alarm");
        assertRefused("/api/alarms/g-1~gas-leak/explode", "", 404, "not-found");
        assertRefused("/api/alarms/g-1~gas-leak/unshelve", "", 409, "not-shelved");
        assertRefused("/api/alarms/g-1~gas-leak/acknowledge", "[]", 400, "bad-request");
        assertRefused("/api/alarms/g-1~gas-leak/acknowledge", "{\"why\": 1}", 400, "bad-request");
        assertRefused("/api/alarms/g-1~gas-leak/acknowledge", "{\"reason\": 1}", 400, "bad-request");
        assertRefused("/api/alarms/g-1~gas-leak/acknowledge", "{\"reason\":", 400, "bad-request");
        assertRefused("/api/alarms/g-1~gas-leak/shelve", "{\"minutes\": 5}", 409, "not-hideable");
        assertRefused("/api/alarms/g-2~gas-leak/shelve", "{\"minutes\": 5}", 400, "incomplete");
        assertRefused("/api/alarms/g-2~gas-leak/shelve", "{\"reason\": \"x\"}", 400, "incomplete");
        assertRefused("/api/alarms/g-2~gas-leak/shelve", "{\"reason\": \"x\", \"minutes\": 1441}", 400, "incomplete");
        assertRefused("/api/alarms/g-1~gas-leak/shelve", "{\"reason\": \"x\", \"minutes\": 5}", 409, "not-hideable");
        assertRefused("/api/alarms/g-1~gas-leak/suppress", "{\"minutes\": 5}", 400, "incomplete");
        String suppress = "{\"reason\": \"x\", \"minutes\": 5}";
        assertRefused("/api/alarms/g-1~gas-leak/suppress", suppress, 400, "work-order-missing");
        assertRefused("/api/alarms/g-1~gas-leak/outOfService", "{\"reason\": \"x\"}", 400, "work-order-missing");
        assertRefused("/api/alarms/g-1~gas-leak/outOfService", "{\"workOrder\": 7}", 400, "bad-request");
        assertRefused("/api/alarms/g-1~gas-leak/unsuppress", "", 409, "not-suppressed");
        assertRefused("/api/alarms/g-1~gas-leak/returnToService", "", 409, "not-out-of-service");
        assertRefused("/api/alarms/g-1~gas-leak/reset", "", 409, "still-active");
        assertRefused("/api/alarms/g-1~gas-leak/comment", "", 400, "incomplete");
        String large = "{\"reason\": \"" + "x".repeat(20_000) + "\"}";
        assertRefused("/api/alarms/g-1~gas-leak/acknowledge", large, 413, "request-entity-too-large");
    }

    private static void assertRefused(String path, String body, int status, String type) {
        Answer answer = operator.post(path, body);
        assertThat(answer.json().path("type").asText()).as(path + " " + body).endsWith(":" + type);
        assertThat(answer.status()).as(path + " " + body).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).isNotBlank();
    }

    @Test
    void whatMayBeDoneIsWhatTheRuleSaysThatHolds() {
        city.log().put(Alarms.manhole("k-1", Severity.HIGH, ONSET));
        city.log().put(Alarms.gas("k-2", Severity.CRITICAL, ONSET));
        await().until(() -> find("k-2~gas-leak") != null);
        assertThat(actions("k-1~manhole-tilt"))
                .containsExactly("acknowledge", "shelve", "suppress", "outOfService", "comment");
        assertThat(actions("k-2~gas-leak")).containsExactly("acknowledge", "suppress", "outOfService", "comment");
        assertThat(find("k-2~gas-leak").get("workOrderNeeded").asBoolean()).isTrue();
        assertThat(find("k-1~manhole-tilt").get("workOrderNeeded").asBoolean()).isFalse();

        byte[] guarded =
                """
                {"id": "manhole-tilt", "kinds": ["manhole"], "text": {"zh": "倾斜", "en": "Tilted"}, "hideable": ["low"],
                 "detector": {"type": "level", "metric": "tiltDeg", "steps": [{"limit": 10, "severity": "high"}]}}"""
                        .getBytes(StandardCharsets.UTF_8);
        city.log().append(LogTopics.RULES, "manhole-tilt", guarded);

        await().until(() -> !actions("k-1~manhole-tilt").contains("shelve"));
        assertRefused(
                "/api/alarms/k-1~manhole-tilt/shelve", "{\"reason\": \"x\", \"minutes\": 5}", 409, "not-hideable");
        city.log().append(LogTopics.RULES, "manhole-tilt", null);
        await().until(() -> actions("k-1~manhole-tilt").contains("shelve"));
    }

    private static List<String> actions(String id) {
        return StreamSupport.stream(find(id).get("actions").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode find(String id) {
        return StreamSupport.stream(
                        viewer.get("/api/alarms?state=UNACK,ACKED,RTNUN,NORM,SHELVED,SUPPRESSED,OUT_OF_SERVICE,LATCHED")
                                .json()
                                .get("alarms")
                                .spliterator(),
                        false)
                .filter(alarm -> alarm.get("id").asText().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static List<String> ids(String path, String prefix) {
        return StreamSupport.stream(viewer.get(path).json().get("alarms").spliterator(), false)
                .map(alarm -> alarm.get("id").asText())
                .filter(id -> id.startsWith(prefix))
                .toList();
    }

    /** The first action for a device, when it is in the log. */
    private static AlarmAction awaitAction(String device) {
        try (var actions = new KafkaConsumer<>(
                Map.of("bootstrap.servers", city.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(LogTopics.ALARM_ACTIONS, 0);
            actions.assign(List.of(partition));
            actions.seekToBeginning(List.of(partition));
            return await().until(
                            () -> {
                                for (ConsumerRecord<byte[], byte[]> record : actions.poll(Duration.ofMillis(100))) {
                                    if (new String(record.key(), StandardCharsets.UTF_8).equals(device)) {
                                        return (AlarmAction) LogJson.action(record.value());
                                    }
                                }
                                return null;
                            },
                            action -> action != null);
        }
    }
}

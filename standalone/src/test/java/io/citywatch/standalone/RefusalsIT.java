package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.access.Role;
import io.citywatch.standalone.testkit.ConsoleApi;
import io.citywatch.standalone.testkit.LivePlatform;
import io.citywatch.standalone.testkit.MosquittoClient;
import io.citywatch.standalone.testkit.RejectedTopic;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong gets what the standard or the contract says, and harms nobody else. */
class RefusalsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    @AutoClose
    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        city = LivePlatform.start(data);
    }

    @Test
    void wrongPasswordIsRefusedInBothVersions() throws Exception {
        MosquittoClient stranger = new MosquittoClient(city.platform().mqttPort(), "gas-2", "wrong");

        var v5 = stranger.publish(topic("gas-2"), "{\"gasLel\": 1}");
        var v311 = stranger.publish(List.of("-V", "311", "-q", "1", "-t", topic("gas-2"), "-m", "{\"gasLel\": 1}"));

        assertThat(v5.exitCode()).isNotZero();
        assertThat(v5.output()).containsIgnoringCase("bad user name or password");
        assertThat(v311.exitCode()).isNotZero();
        assertThat(v311.output()).containsIgnoringCase("bad user name or password");
    }

    @Test
    void aForeignTopicIsRefusedAndStoredNowhere() throws Exception {
        var outcome = city.mqtt("gas-3").publish(topic("gas-4"), "{\"gasLel\": 25}");

        assertThat(outcome.output()).containsIgnoringCase("not authorized");
        marker("gas-3");
        assertThat(stored("gas-4")).isZero();
    }

    @Test
    void anUnknownKindIsRefused() throws Exception {
        var outcome = city.mqtt("lamp-1").publish("citywatch/v1/410811/lamp/lamp-1/telemetry", "{\"gasLel\": 25}");

        assertThat(outcome.output()).containsIgnoringCase("topic name invalid");
    }

    @Test
    void anOversizedPacketEndsItsConnectionAndNobodyElses() throws Exception {
        Path file = Files.write(data.resolve("oversized"), new byte[200_000]);
        try (var other = city.mqtt("engineer/li").subscribe("citywatch/v1/+/gas/gas-6/telemetry")) {
            await().atMost(SOON).until(() -> {
                marker("gas-6");
                return !other.lines().isEmpty();
            });

            var outcome = city.mqtt("gas-5")
                    .publish(List.of("-V", "311", "-q", "1", "-t", topic("gas-5"), "-f", file.toString()));

            assertThat(outcome.exitCode()).isNotZero();
            int before = other.lines().size();
            marker("gas-6");
            await().atMost(SOON).until(() -> other.lines().size() > before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "broken-1 | {\"gasLel\": 25            | NOT_JSON",
                "broken-2 | {\"gasLel\": \"high\"}     | WRONG_TYPE",
                "broken-3 | {\"tiltDeg\": 4}           | UNKNOWN_FIELD",
                "broken-4 | {\"gasLel\": -4}           | OUT_OF_RANGE",
            })
    void whatCannotBeUsedIsAcknowledgedAndKeptWithItsReason(String device, String payload, String reason)
            throws Exception {
        try (RejectedTopic rejected = new RejectedTopic(city.platform().bootstrapServers())) {
            var outcome = city.mqtt(device).publish(topic(device), payload);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            await().atMost(SOON).untilAsserted(() -> assertThat(rejected.of(device))
                    .singleElement()
                    .asString()
                    .contains("\"" + reason + "\""));
            assertThat(stored(device)).isZero();
        }
    }

    @Test
    void theGoodPartOfABadMessageIsUsed() throws Exception {
        try (RejectedTopic rejected = new RejectedTopic(city.platform().bootstrapServers())) {
            city.mqtt("half-1").publish(topic("half-1"), "{\"gasLel\": 3, \"batteryPct\": \"full\"}");

            await().atMost(SOON).until(() -> stored("half-1") == 1);
            await().atMost(SOON).until(() -> rejected.of("half-1").size() == 1);
        }
    }

    @Test
    void aRefusedMessageIsSentThroughAgainWhenTheCauseIsMended() throws Exception {
        city.influx().write("gas,device=conflict coPpm=\"a text\"");
        assertThat(city.mqtt("retry-1")
                        .publish(topic("retry-1"), "{\"coPpm\": 3}")
                        .exitCode())
                .isZero();
        await().atMost(SOON)
                .until(() -> run("rejected", "list", "--device", "retry-1").contains("REFUSED_BY_STORE"));
        String number = run("rejected", "list", "--device", "retry-1").split(" ")[0];
        assertThat(run("rejected", "show", number))
                .contains("field type conflict", "points     gas,device=retry-1", "message    {\"coPpm\": 3}");

        city.influx().change("DROP MEASUREMENT gas");
        assertThat(run("rejected", "retry", number)).contains("1 of 1");

        await().atMost(SOON)
                .until(() -> city.influx().count("SELECT count(coPpm) FROM gas WHERE device = 'retry-1'") == 1);
        ConsoleApi api = city.api(Role.VIEWER);
        await().atMost(SOON).untilAsserted(() -> {
            var ledger = api.get("/api/ledger");
            assertThat(ledger.path("difference").asLong()).as(ledger.toString()).isZero();
            assertThat(ledger.path("rejected").asLong()).isPositive();
        });
    }

    @Test
    void aMessageOfAnotherConventionIsSentThroughAgainAsSuch() throws Exception {
        String senml = "[{\"n\":\"no-such-metric\",\"v\":3}]";
        city.mqtt("pack-1")
                .publish(List.of(
                        "-V",
                        "5",
                        "-q",
                        "1",
                        "-t",
                        topic("pack-1"),
                        "-m",
                        senml,
                        "-D",
                        "publish",
                        "content-type",
                        "application/senml+json"));
        try (RejectedTopic rejected = new RejectedTopic(city.platform().bootstrapServers())) {
            await().atMost(SOON).until(() -> rejected.of("pack-1").size() == 1);
            String first = rejected.of("pack-1").get(0);
            assertThat(first).contains("\"contentType\":\"application/senml+json\"");

            run(
                    "rejected",
                    "retry",
                    run("rejected", "list", "--device", "pack-1").split(" ")[0]);

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            rejected.of("pack-1").stream().map(RefusalsIT::withoutPlace))
                    .hasSize(2)
                    .containsOnly(withoutPlace(first)));
        }
    }

    @Test
    void whatIsNoActionOnAnAlarmIsADeadLetterAndTheNextActionIsCarriedOut() throws Exception {
        city.mqtt("act-1").publish(topic("act-1"), "{\"gasLel\": 15}");
        await().atMost(SOON).ignoreExceptions().until(() -> state("act-1~gas-leak")
                .equals("UNACK"));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", city.platform().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String nonsense : List.of("{\"alarm\": ", "{\"alarm\": \"act-1~gas-leak\", \"action\": \"open\"}")) {
                producer.send(new ProducerRecord<>(LogTopics.ALARM_ACTIONS, "act-1", nonsense))
                        .get();
            }
        }

        await().atMost(SOON)
                .until(() ->
                        run("rejected", "list", "--device", "act-1").lines().count() == 2);
        List<String> numbers = run("rejected", "list", "--reason", "INVALID_ACTION")
                .lines()
                .map(line -> line.split(" ")[0])
                .toList();
        assertThat(run("rejected", "show", numbers.get(0)))
                .contains(
                        "topic      citywatch.alarm-actions",
                        "reason     INVALID_ACTION: not JSON",
                        "message    {\"alarm\": ");
        assertThat(run("rejected", "show", numbers.get(1)))
                .contains("INVALID_ACTION: action: 'open' is none of acknowledge", "INVALID_ACTION: t: is missing");
        assertThat(run("rejected", "retry", numbers.get(0))).contains("0 of 1");
        assertThat(city.api(Role.OPERATOR)
                        .post("/api/alarms/act-1~gas-leak/acknowledge", "{}")
                        .statusCode())
                .isBetween(200, 202);
        await().atMost(SOON).until(() -> state("act-1~gas-leak").equals("ACKED"));
    }

    /** A letter but for where its message stands. */
    private static String withoutPlace(String letter) {
        return letter.replaceAll("\"(partition|offset)\":\\d+,", "");
    }

    private static String state(String alarm) throws Exception {
        return city.api(Role.VIEWER).get("/api/alarms/" + alarm).get("state").asText();
    }

    /** What a command of the launcher prints. */
    private static String run(String... arguments) {
        StringWriter printed = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--log", city.platform().bootstrapServers()));
        Citywatch.commandLine().setOut(new PrintWriter(printed)).execute(all.toArray(String[]::new));
        return printed.toString();
    }

    private static void marker(String device) throws Exception {
        long before = stored(device);
        assertThat(city.mqtt(device).publish(topic(device), "{\"gasLel\": 0}").exitCode())
                .isZero();
        await().atMost(SOON).until(() -> stored(device) > before);
    }

    private static long stored(String device) throws Exception {
        return city.influx().count("SELECT count(gasLel) FROM gas WHERE device = '" + device + "'");
    }

    private static String topic(String device) {
        return "citywatch/v1/410811/gas/" + device + "/telemetry";
    }
}

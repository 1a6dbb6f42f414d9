package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./citywatch rules} against a log. */
class RulesCommandIT {
    private static final long START = 1_676_339_400_000L;
    private static final String FULL =
            """
            {"id": "%s", "kinds": ["waste"], "text": {"zh": "满", "en": "Full"},
             "detector": {"type": "level", "metric": "fillPct", "steps": [{"limit": %d, "severity": "low"}]}}""";

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;

    private record Answer(int code, String out, String err) {}

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
        kafka.createTopics(LogTopics.all().stream()
                // What is measured here is of long ago
                .map(topic -> new NewTopic(topic.name(), 1, (short) 1).configs(Map.of("retention.ms", "-1")))
                .toList());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void rulesAreAppliedShownRemovedAndComeBack() throws IOException {
        assertThat(rules("list").out())
                .startsWith("RULE ")
                .containsPattern("gas-leak +default +enabled +critical, high +gas")
                .containsPattern("command-unanswered +default +enabled +critical, high +gas")
                .doesNotContain("applied");
        Path file = file(FULL.formatted("waste-full", 85));

        assertThat(rules("apply", file.toString()).out().lines())
                .first()
                .asString()
                .startsWith("waste-full changed, holds from ");
        assertThat(rules("apply", file(FULL.formatted("waste-full", 87)).toString())
                        .out()
                        .lines()
                        .skip(1))
                .containsExactly("  detector.steps[0].limit: 85 -> 87");
        assertThat(rules("apply", file(FULL.formatted("waste-full", 87)).toString())
                        .out())
                .isEqualToIgnoringNewLines("waste-full unchanged");
        assertThat(rules("apply", file(FULL.formatted("bins", 70)).toString()).out())
                .startsWith("bins added");
        assertThat(rules("show", "waste-full", "--json").out()).contains("\"limit\":87");
        assertThat(rules("list").out())
                .containsPattern("waste-full +applied over default")
                .containsPattern("bins +applied ");

        assertThat(rules("remove", "waste-full").code()).isZero();
        assertThat(rules("remove", "bins").code()).isZero();
        assertThat(rules("list", "--json").out()).doesNotContain("waste-full").doesNotContain("bins");
        assertThat(rules("show", "bins").code()).isEqualTo(1);

        assertThat(rules("remove", "waste-full", "--to-default").code()).isZero();
        assertThat(rules("remove", "bins", "--to-default").code())
                .as("no default rule")
                .isEqualTo(1);
        assertThat(rules("list").out()).containsPattern("waste-full +default");
    }

    @Test
    void anInvalidFileChangesNothingAndIsExplained() throws IOException {
        Path file = file("[" + FULL.formatted("ok", 70) + ", " + FULL.formatted("bad", 170) + "]");

        Answer answer = rules("apply", file.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("[1].detector.steps[0].limit: 170 is outside 0 to 100");
        assertThat(rules("list").out()).doesNotContainPattern("(?m)^ok ");
        assertThat(rules("apply", folder.resolve("nowhere").toString()).code()).isEqualTo(1);
        assertThat(rules("apply", file("[]").toString()).err()).contains("holds no rule");
    }

    @Test
    void whatHasNoSenseOrNobodyToGoWithIsRefusedByItsPlace() throws IOException {
        String milder = FULL.formatted("same", 70)
                .replaceFirst(
                        "\\{",
                        "{\"agreement\": {\"group\": \"cell\", \"withinSeconds\": 60, \"severity\": \"low\", \"with\": [\"nosuch\"]},");
        String alone = milder.replace(
                "\"withinSeconds\": 60, \"severity\": \"low\"", "\"withinSeconds\": 60, \"severity\": \"high\"");

        assertThat(rules("apply", file(milder).toString()).err()).contains("agreement.severity: low is not worse");
        assertThat(rules("apply", file(alone).toString()).err())
                .contains("same.agreement.with: no rule 'nosuch' holds");
        assertThat(rules("list").out()).doesNotContainPattern("(?m)^same ");
        assertThat(rules("remove", "manhole-tilt").err())
                .contains("from now on cover-missing.detector.after.rules: no rule 'manhole-tilt' holds");
        assertThat(rules("remove", "manhole-tilt", "--to-default").err()).isEmpty();
    }

    /** The second is too large for the log. */
    @Test
    void whenOneRuleCanNotBeWrittenNoneIs() throws IOException {
        String types = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"" + "x".repeat(50) + i + "\"")
                .collect(Collectors.joining(", "));
        String large = FULL.formatted("second", 70).replaceFirst("\\{", "{\"filter\": {\"types\": [" + types + "]},");

        Answer answer = rules(
                "apply",
                file("[" + FULL.formatted("first", 70) + ", " + large + "]").toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(rules("list").out()).doesNotContainPattern("(?m)^first ").doesNotContainPattern("(?m)^second ");
        assertThat(rules("apply", file(FULL.formatted("first", 70)).toString()).out())
                .startsWith("first added");
        assertThat(rules("remove", "first").code()).isZero();
    }

    @Test
    void aSilenceStaysOne() throws IOException {
        Answer answer = rules("apply", file(FULL.formatted("silence", 70)).toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("a silence can't become another detector");
    }

    @Test
    void aTrialTellsWhichAlarmsComeAndGo() throws IOException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 10; i++) {
                var unused = producer.send(fill("bin-" + i, START + i * 1000, 60 + 4 * i));
                unused = producer.send(tick(START + i * 1000 + 500));
            }
        }

        Answer answer = rules("test", file(FULL.formatted("waste-full", 90)).toString());
        Answer added = rules("test", file(FULL.formatted("bins", 75)).toString(), "--json");
        Answer part = rules("test", file(FULL.formatted("bins", 75)).toString(), "--to", "2023-02-14T01:50:05Z");

        assertThat(answer.out().lines())
                .containsExactly(
                        "- 2023-02-14T01:50:05Z bin-5~waste-full low",
                        "- 2023-02-14T01:50:06Z bin-6~waste-full low",
                        "- 2023-02-14T01:50:07Z bin-7~waste-full low",
                        "10 messages: 5 alarms by the present rules, 2 by the changed ones; 0 come, 3 go, 0 move",
                        "0 operators' actions, of which 0 make no sense by the present rules, 0 by the changed ones; "
                                + "what operators would have done otherwise is not known",
                        "not tried: whether devices do what they are told (command-unanswered), and the books (ledger-difference)");
        assertThat(added.out())
                .contains("\"bin-4~bins\"")
                .contains("\"messages\" : 10")
                .contains("\"go\" : [ ]");
        assertThat(part.out())
                .contains("5 messages: 0 alarms by the present rules, 1 by the changed ones; 1 come, 0 go, 0 move");
    }

    @Test
    void withoutALogTheCommandSaysSo() {
        StringWriter err = new StringWriter();
        CommandLine line = Citywatch.commandLine().setErr(new PrintWriter(err, true));

        assertThat(line.execute("rules", "list", "--bootstrap", "127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString())
                .contains("waiting for the log at 127.0.0.1:1, for 10 s at most")
                .contains("the log at 127.0.0.1:1 does not answer");
    }

    @Test
    void anAddressThatIsNoneIsAWrongOption() {
        StringWriter err = new StringWriter();
        CommandLine line = Citywatch.commandLine().setErr(new PrintWriter(err, true));

        assertThat(line.execute("rejected", "list", "--log", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("--log nowhere: ").contains("./citywatch rejected list --help");
    }

    private static Answer rules(String command, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Citywatch.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 4];
        arguments[0] = "rules";
        arguments[1] = command;
        System.arraycopy(more, 0, arguments, 2, more.length);
        arguments[more.length + 2] = "--bootstrap";
        arguments[more.length + 3] = kafka.bootstrapServers();
        return new Answer(line.execute(arguments), out.toString(), err.toString());
    }

    private static Path file(String json) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "rules", ".json"), json);
    }

    private static ProducerRecord<byte[], byte[]> fill(String device, long t, int fillPct) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                LogTopics.UPLINK, 0, t, bytes(device), bytes("{\"t\": " + t + ", \"fillPct\": " + fillPct + "}"));
        record.headers()
                .add(LogTopics.HEADER_TOPIC, bytes("citywatch/v1/410811/waste/" + device + "/telemetry"))
                .add(LogTopics.HEADER_ARRIVAL, ByteBuffer.allocate(8).putLong(t).array());
        return record;
    }

    private static ProducerRecord<byte[], byte[]> tick(long t) {
        return new ProducerRecord<>(
                LogTopics.UPLINK,
                0,
                t,
                null,
                null,
                List.of(new RecordHeader(LogTopics.HEADER_TICK, new Tick(t, START).toBytes())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.alarms.AlarmOptions;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.flink.FlinkCluster;
import io.citywatch.standalone.testkit.AlarmCalls;
import io.citywatch.standalone.testkit.RulesTool;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trial of a rule that judges groups of devices, over a log of seven hours that the alarm job has judged: a forest needs hundreds
 * of buckets, so what is measured is of the past.
 */
class RulesTrialOfGroupsIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String RULE =
            """
            {"id": "main-pressure", "kinds": ["water-pipe"], "enabled": %s,
             "detector": {"type": "randomCutForest", "metric": "pressureKpa", "group": "main", "minDevices": 2,
               "bucketSeconds": 60, "latenessSeconds": 10, "trees": 20, "sampleSize": 64, "shingle": 4, "warmUpBuckets": 150,
               "score": %s, "clear": {"score": 0.3, "sustainSeconds": 300}, "severity": "medium"},
             "text": {"zh": "压力异常", "en": "pressure is unusual"}}""";

    private static final String PRESENT = RULE.formatted(true, 0.55);
    private static final String ALARM = "group.main.410811.M-1~main-pressure";
    private static final long BUCKET = 60_000;
    private static final int POINTS = 3;
    private static final int DRIFTS_FROM = 300;
    private static final int DRIFTS_TO = 330;
    private static final int END = 420;
    private static final double DRIFT_KPA_A_BUCKET = 3;

    @TempDir
    static Path folder;

    private final Random random = new Random(9);
    private final long start = (System.currentTimeMillis() / BUCKET - 600) * BUCKET;

    @Test
    void aTrialFindsTheAlarmsOfGroupsThatTheJobFound() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")))) {
            kafka.createTopics(LogTopics.all().stream()
                    .map(topic -> new NewTopic(topic.name(), 1, (short) 1).configs(Map.of("retention.ms", "-1")))
                    .toList());
            record(kafka.bootstrapServers());
            try (FlinkCluster flink = FlinkCluster.start(folder.resolve("flink"), 0)) {
                flink.submit("alarms", env -> AlarmJob.define(env, AlarmOptions.of(kafka.bootstrapServers())));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> AlarmCalls.read(kafka.bootstrapServers()).alarms().stream()
                                .anyMatch(alarm -> alarm.id().equals(ALARM) && !alarm.active()));
            }
            RulesTool rules = new RulesTool(kafka.bootstrapServers(), folder);

            JsonNode unchanged = MAPPER.readTree(rules.test(PRESENT));
            JsonNode without = MAPPER.readTree(rules.test(RULE.formatted(false, 0.55)));
            JsonNode deaf = MAPPER.readTree(rules.test(RULE.formatted(true, 0.7)));

            List<String> called =
                    AlarmCalls.read(kafka.bootstrapServers()).times().stream().toList();
            assertThat(called).singleElement().asString().endsWith(" " + ALARM);
            assertThat(unchanged.get("alarms").asInt()).isEqualTo(1);
            assertThat(unchanged.get("come")).isEmpty();
            assertThat(unchanged.get("go")).isEmpty();
            for (JsonNode changed : List.of(without, deaf)) {
                assertThat(changed.get("come")).isEmpty();
                assertThat(changed.get("go"))
                        .extracting(call ->
                                call.get("t").asLong() + " " + call.get("alarm").asText())
                        .isEqualTo(called);
            }
        }
    }

    /** Two mains with three points each; one drifts as a whole for half an hour, nothing is wrong with any point of it. */
    private void record(String bootstrapServers) {
        try (var log = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = log.send(
                    new ProducerRecord<>(LogTopics.RULES, 0, start - BUCKET, utf8("main-pressure"), utf8(PRESENT)));
            for (String main : List.of("M-1", "M-2")) {
                for (int point = 0; point < POINTS; point++) {
                    unused = log.send(said(
                            main + "-" + point,
                            "birth",
                            start,
                            "{\"t\": %d, \"asset\": \"%s\", \"state\": \"commissioned\", \"main\": \"%s\"}"
                                    .formatted(start, main + "-" + point, main)));
                }
            }
            for (int bucket = 0; bucket < END; bucket++) {
                double drifted = bucket >= DRIFTS_FROM && bucket < DRIFTS_TO ? bucket - DRIFTS_FROM : 0;
                for (int point = 0; point < POINTS; point++) {
                    unused = log.send(pressure("M-1-" + point, bucket, DRIFT_KPA_A_BUCKET * drifted));
                    unused = log.send(pressure("M-2-" + point, bucket, 0));
                }
                unused = log.send(tick(start + (bucket + 1) * BUCKET + 15_000));
            }
        }
    }

    private ProducerRecord<byte[], byte[]> pressure(String point, int bucket, double lostKpa) {
        double kpa = 300 + 20 * Math.sin(bucket * 2 * Math.PI / 60) + random.nextGaussian() - lostKpa;
        long t = start + bucket * BUCKET + random.nextInt((int) BUCKET);
        return said(point, "telemetry", t + 1000, "{\"t\": " + t + ", \"pressureKpa\": " + kpa + "}");
    }

    private static ProducerRecord<byte[], byte[]> said(String point, String channel, long arrival, String json) {
        var record = new ProducerRecord<>(LogTopics.UPLINK, 0, arrival, utf8(point), utf8(json));
        record.headers()
                .add(LogTopics.HEADER_TOPIC, utf8("citywatch/v1/410811/water-pipe/" + point + "/" + channel))
                .add(
                        LogTopics.HEADER_ARRIVAL,
                        ByteBuffer.allocate(Long.BYTES).putLong(arrival).array());
        return record;
    }

    private ProducerRecord<byte[], byte[]> tick(long t) {
        return new ProducerRecord<>(
                LogTopics.UPLINK,
                0,
                t,
                null,
                null,
                List.of(new RecordHeader(LogTopics.HEADER_TICK, new Tick(t, start - BUCKET).toBytes())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

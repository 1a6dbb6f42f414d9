package io.citywatch.telemetry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.AggregateSeries.Aggregate;
import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for what a group of devices measures together. */
class ForestRuleTest {
    private static final String LEAST =
            "\"metric\": \"pressureKpa\", \"group\": \"main\", \"bucketSeconds\": 300, \"score\": 0.8, \"severity\": \"low\"";

    @Test
    void whatARuleDoesNotSayIsUsual() {
        assertThat(read(rule("water-pipe", LEAST, "")).single())
                .extracting(RuleDocument::detector)
                .isEqualTo(new SeriesSpec.RandomCutForest(
                        new AggregateSeries(
                                Metric.PRESSURE_KPA,
                                GroupBy.MAIN,
                                Aggregate.MEAN,
                                1,
                                new Buckets(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(15))),
                        ForestShape.USUAL,
                        new SeriesSpec.RandomCutForest.Band(0.8, Duration.ZERO, 0.4, Duration.ZERO),
                        Severity.LOW));
    }

    @Test
    void everythingThatARuleSaysIsRead() {
        String all =
                """
                "metric": "occupied", "group": "cell", "aggregate": "median", "minDevices": 3, "bucketSeconds": 60,
                "latenessSeconds": 0, "holdSeconds": 600, "trees": 30, "sampleSize": 128, "shingle": 4, "warmUpBuckets": 2000,
                "score": 0.7, "sustainSeconds": 120, "clear": {"score": 0.5, "sustainSeconds": 900}, "severity": "high\"""";

        assertThat(read(rule("parking", all, "")).single())
                .extracting(RuleDocument::detector)
                .isEqualTo(new SeriesSpec.RandomCutForest(
                        new AggregateSeries(
                                Metric.OCCUPIED,
                                GroupBy.CELL,
                                Aggregate.MEDIAN,
                                3,
                                new Buckets(Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(10))),
                        new ForestShape(30, 128, 4, 2000),
                        new SeriesSpec.RandomCutForest.Band(0.7, Duration.ofMinutes(2), 0.5, Duration.ofMinutes(15)),
                        Severity.HIGH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"minDevices\": 0 | detector.minDevices: 0 is outside 1 to 1000000",
                "\"latenessSeconds\": 301 | detector.latenessSeconds: 301 is outside 0 to 300",
                "\"holdSeconds\": -1 | detector.holdSeconds: -1 is outside 0 to 604800",
                "\"trees\": 9 | detector.trees: 9 is outside 10 to 200",
                "\"sampleSize\": 1025 | detector.sampleSize: 1025 is outside 32 to 1024",
                "\"shingle\": 0 | detector.shingle: 0 is outside 1 to 32",
                "\"warmUpBuckets\": 200 | detector.warmUpBuckets: 200 is less than sampleSize, 256: the forest is not full by then",
                "\"clear\": {\"score\": 0.9} | detector.clear.score: 0.9 is above score, 0.8",
                "\"clear\": {\"limit\": 0.9} | detector.clear.limit: no such field; known here are score, sustainSeconds",
                "\"aggregate\": \"sum\" | detector.aggregate: 'sum' is none of mean, median, min, max",
                "\"bucket\": 1 | detector.bucket: no such field; known here are type, metric, group, aggregate, minDevices, bucketSeconds, latenessSeconds, holdSeconds, trees, sampleSize, shingle, warmUpBuckets, score, sustainSeconds, clear, severity",
            })
    void whatIsWrongIsNamed(String part, String problem) {
        assertThat(problems(rule("water-pipe", LEAST + ", " + part, ""))).containsExactly(problem);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(problems(rule("water-pipe", "\"metric\": \"pressureKpa\"", "")))
                .containsExactly(
                        "detector.group: is missing",
                        "detector.bucketSeconds: is missing",
                        "detector.score: is missing",
                        "detector.severity: is missing");
        assertThat(problems(rule("waste", LEAST.replace("main", "building"), "")))
                .containsExactly("detector.group: 'building' is none of main, cell, district");
    }

    @Test
    void aGroupIsOfOneKindAndCanBeToldNothing() {
        assertThat(problems(rule("water-pipe\", \"gas-pipe", LEAST, "")))
                .containsExactly("kinds: 2 kinds; what a group measures together is of one");
        String more =
                """
                , "fold": ["low"], "agreement": {"group": "main", "withinSeconds": 60, "severity": "high"},
                "actions": [{"command": "soundSiren", "severity": "low", "expirySeconds": 60}]""";
        assertThat(problems(rule("water-pipe", LEAST, more)))
                .containsExactly(
                        "actions: a group of devices can be told nothing",
                        "agreement: the alarm is the whole group's already",
                        "fold: the alarm of a group is never folded");
        assertThat(problems(rule("waste", LEAST, "")))
                .containsExactly("detector.metric: waste does not measure pressureKpa");
    }

    @Test
    void anAggregateIsTheSameInEveryOrder() {
        double[] values = {0.1, 0.7, 1e9, 0.2};
        double[] others = {1e9, 0.2, 0.1, 0.7};

        assertThat(List.of(Aggregate.values()))
                .allSatisfy(each -> assertThat(each.of(values)).isEqualTo(each.of(others)));
        assertThat(Aggregate.MEAN.of(new double[] {1, 2, 6})).isEqualTo(3);
        assertThat(Aggregate.MEDIAN.of(new double[] {6, 1, 2})).isEqualTo(2);
        assertThat(Aggregate.MEDIAN.of(new double[] {6, 1, 2, 3})).isEqualTo(2.5);
        assertThat(Aggregate.MIN.of(values)).isEqualTo(0.1);
        assertThat(Aggregate.MAX.of(values)).isEqualTo(1e9);
    }

    @Test
    void aBucketBeginsAtAMultipleOfItsLength() {
        Buckets buckets = new Buckets(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ZERO);

        assertThat(buckets.endAfter(59_999)).isEqualTo(60_000);
        assertThat(buckets.endAfter(60_000)).isEqualTo(120_000);
        assertThat(buckets.closing(60_000)).isEqualTo(65_000);
    }

    private static String rule(String kinds, String detector, String more) {
        return "{\"id\": \"a\", \"kinds\": [\"" + kinds + "\"], \"detector\": {\"type\": \"randomCutForest\", "
                + detector + "}, \"text\": {\"zh\": \"甲\", \"en\": \"A\"}" + more + "}";
    }

    private static RuleReader.Result read(String json) {
        return RuleReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String json) {
        return read(json).problems().stream().map(RuleProblem::toString).toList();
    }
}

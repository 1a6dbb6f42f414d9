package io.citywatch.telemetry.rule;

import static io.citywatch.telemetry.rule.LimitsReader.LONGEST_DELAY;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.AggregateSeries.Aggregate;
import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the detector {@code randomCutForest}, and what a rule with it may not say. */
final class ForestReader {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEAST_BUCKET = Duration.ofSeconds(10);
    /** What arrives later than that is old news, which says nothing of now. */
    private static final Duration MOST_LATENESS = Duration.ofMinutes(5);

    private static final Duration USUAL_LATENESS = Duration.ofMinutes(1);
    private static final Duration MOST_HOLD = Duration.ofDays(7);
    /** A device that has missed so many buckets counts no more. */
    private static final int USUAL_HELD_BUCKETS = 3;
    /** No score of a forest reaches 0.75. */
    private static final double MOST_SCORE = 0.7;

    private ForestReader() {}

    static @Nullable DetectorSpec read(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS_AND_SWITCHES);
        GroupBy group = fields.oneOf("group", Words.SERIES_GROUPS);
        Aggregate aggregate = fields.oneOfOr("aggregate", Aggregate.MEAN, Words.AGGREGATES);
        int minDevices = fields.wholeOr("minDevices", 1, 1, 1_000_000);
        Buckets buckets = buckets(fields);
        ForestShape shape = shape(fields);
        SeriesSpec.RandomCutForest.Band band = band(fields);
        Severity severity = fields.oneOf("severity", Words.SEVERITIES);
        return metric == null || group == null || buckets == null || shape == null || band == null || severity == null
                ? null
                : new SeriesSpec.RandomCutForest(
                        new AggregateSeries(metric, group, aggregate, minDevices, buckets), shape, band, severity);
    }

    private static @Nullable Buckets buckets(RuleFields fields) {
        Duration length = fields.seconds("bucketSeconds", LEAST_BUCKET, DAY);
        Duration lateness = fields.secondsOr("latenessSeconds", USUAL_LATENESS, Duration.ZERO, MOST_LATENESS);
        Duration usual = length == null ? Duration.ZERO : length.multipliedBy(USUAL_HELD_BUCKETS);
        Duration hold = fields.secondsOr("holdSeconds", usual, Duration.ZERO, MOST_HOLD);
        return length == null ? null : new Buckets(length, lateness, hold);
    }

    private static @Nullable ForestShape shape(RuleFields fields) {
        ForestShape usual = ForestShape.USUAL;
        int trees = fields.wholeOr("trees", usual.trees(), 10, 200);
        int sampleSize = fields.wholeOr("sampleSize", usual.sampleSize(), 32, 1024);
        int shingle = fields.wholeOr("shingle", usual.shingle(), 1, 32);
        int warmUp = fields.wholeOr("warmUpBuckets", Math.max(usual.warmUp(), sampleSize), 32, 100_000);
        if (warmUp < sampleSize) {
            return fields.wrong(
                    "warmUpBuckets",
                    warmUp + " is less than sampleSize, " + sampleSize + ": the forest is not full by then");
        }
        return new ForestShape(trees, sampleSize, shingle, warmUp);
    }

    private static SeriesSpec.RandomCutForest.@Nullable Band band(RuleFields fields) {
        Double score = fields.number("score", 0.01, 1);
        if (score != null && score > MOST_SCORE) {
            fields.objectTo(
                    "score",
                    RuleFields.plain(score)
                            + " is hardly ever reached, or never: a forest finds nothing so strange that it has 0.75; at most "
                            + MOST_SCORE + " is of use");
        }
        Duration sustain = fields.secondsOr("sustainSeconds", Duration.ZERO, Duration.ZERO, LONGEST_DELAY);
        ClearScore clear = ClearScore.read(fields, score);
        return score == null
                ? null
                : new SeriesSpec.RandomCutForest.Band(score, sustain, clear.score(), clear.sustain());
    }

    /** A group is no device, and its alarm stands for itself. */
    static void check(RuleFields rule, Set<FacilityKind> kinds, List<RuleAction> actions, Grouping grouping) {
        if (kinds.size() > 1) {
            rule.wrong("kinds", kinds.size() + " kinds; what a group measures together is of one");
        }
        if (!actions.isEmpty()) {
            rule.wrong("actions", "a group of devices can be told nothing");
        }
        if (grouping.agreement() != null) {
            rule.wrong("agreement", "the alarm is the whole group's already");
        }
        if (!grouping.fold().isEmpty()) {
            rule.wrong("fold", "the alarm of a group is never folded");
        }
    }
}

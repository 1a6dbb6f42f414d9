package io.citywatch.telemetry.rule;

import static io.citywatch.telemetry.rule.LimitsReader.LONGEST_DELAY;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the detectors that judge a value by those before it. */
final class SeriesDetectorReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration USUAL_HOLD = Duration.ofHours(1);
    private static final double MAX_PERCENT = 1000;
    /** What is as rare as the loss of a whole pressure has a score of 0.85, and nothing reaches 0.88. */
    private static final double MOST_RHYTHM_SCORE = 0.8;
    /** What a detector remembers of each change stands in the state of each device. */
    private static final int MAX_CHANGES = 20;
    /** In three days nearly every bay changes, and in a holiday few do: half of them lies far from both. */
    private static final double USUAL_SHARE = 0.5;

    private static final double LEAST_SHARE = 0.01;

    private SeriesDetectorReader() {}

    static @Nullable DetectorSpec rate(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Boolean rises = fields.oneOf("direction", Map.of("rise", true, "fall", false));
        boolean isPercent = fields.has("changePercent");
        if (isPercent && fields.has("change")) {
            fields.wrong("changePercent", "stands beside change; only one of them can hold");
        }
        double span = metric == null ? Double.MAX_VALUE : metric.max() - metric.min();
        Double change = isPercent
                ? fields.number("changePercent", 0.1, MAX_PERCENT)
                : fields.number("change", Math.ulp(1.0), span);
        fields.has("changePercent");
        Duration within = fields.seconds("withinSeconds", SECOND, DAY);
        Duration usualHold = within != null && within.compareTo(USUAL_HOLD) > 0 ? within : USUAL_HOLD;
        Duration hold = fields.secondsOr("holdSeconds", usualHold, SECOND, LONGEST_DELAY);
        if (within != null && hold.compareTo(within) < 0) {
            fields.objectTo(
                    "holdSeconds",
                    hold.toSeconds() + " is less than withinSeconds, " + within.toSeconds()
                            + ": the alarm would be over while it can't be known whether the change goes on");
        }
        Severity severity = DetectorReader.severity(fields, usual);
        return metric == null || rises == null || change == null || within == null || severity == null
                ? null
                : new SeriesSpec.Rate(metric, rises, change, isPercent, within, hold, severity);
    }

    static @Nullable DetectorSpec deviation(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Boolean learned = fields.oneOf("baseline", Map.of("learned", true, "installation", false));
        int learnReports = 0;
        if (Boolean.TRUE.equals(learned)) {
            Integer number = fields.whole("learnReports", 1, 10_000);
            learnReports = number == null ? 1 : number;
        } else if (metric != null && metric != Metric.TILT_DEG) {
            fields.wrong("baseline", "births say the angle of a cover alone; for " + metric.field() + " it is learned");
        }
        double span = metric == null ? Double.MAX_VALUE : metric.max() - metric.min();
        Limits limits = LimitsReader.read(fields, Comparison.ABOVE, 0, span);
        return metric == null || limits == null ? null : new SeriesSpec.Deviation(metric, learnReports, limits);
    }

    static @Nullable DetectorSpec flapping(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.SWITCHES_AND_STATES);
        Integer changes = fields.whole("changes", 2, MAX_CHANGES);
        Duration within = fields.seconds("withinSeconds", SECOND, DAY);
        Severity severity = DetectorReader.severity(fields, usual);
        int clearChanges = changes == null ? 0 : changes / 2;
        RuleFields clear = fields.optional("clear");
        if (clear != null) {
            Integer few = clear.whole("changes", 0, MAX_CHANGES);
            if (few != null && changes != null && few >= changes) {
                clear.wrong("changes", few + " is not below changes, " + changes);
            }
            clearChanges = few == null ? clearChanges : few;
            clear.end();
        }
        return metric == null || changes == null || within == null || severity == null
                ? null
                : new SeriesSpec.Flapping(metric, changes, clearChanges, within, severity);
    }

    static @Nullable DetectorSpec stuck(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.METRICS);
        double span = metric == null ? Double.MAX_VALUE : metric.max() - metric.min();
        double tolerance = fields.numberOr("tolerance", 0, 0, span);
        if (metric != null && metric.type() != MetricType.NUMBER && tolerance > 0) {
            fields.wrong("tolerance", metric.field() + " has no distances");
        }
        Duration unchanged = fields.seconds("unchangedSeconds", SECOND, Duration.ofDays(365));
        int minReports = fields.wholeOr("minReports", 3, 2, 1_000_000);
        Severity severity = DetectorReader.severity(fields, usual);
        SeriesSpec.Stuck.Neighbours neighbours = neighbours(fields);
        return metric == null || unchanged == null || severity == null
                ? null
                : new SeriesSpec.Stuck(metric, tolerance, unchanged, minReports, severity, neighbours);
    }

    private static SeriesSpec.Stuck.@Nullable Neighbours neighbours(RuleFields fields) {
        RuleFields neighbours = fields.optional("neighbours");
        if (neighbours == null) {
            return null;
        }
        Agreement.GroupBy group = neighbours.oneOf("group", Words.GROUPS);
        double share = neighbours.numberOr("share", USUAL_SHARE, LEAST_SHARE, 1);
        neighbours.end();
        return group == null ? null : new SeriesSpec.Stuck.Neighbours(group, share);
    }

    static @Nullable DetectorSpec nightFlow(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Integer fromHour = fields.whole("fromHour", 0, 23);
        Integer toHour = fields.whole("toHour", 1, 24);
        Integer utcOffset = fields.whole("utcOffsetHours", -12, 14);
        Double share = fields.number("shareOfDailyMean", 0.01, 10);
        Double change = fields.has("changePercent") ? fields.number("changePercent", 1, 1_000) : null;
        Severity severity = DetectorReader.severity(fields, usual);
        if (fromHour != null && toHour != null && toHour <= fromHour) {
            fields.wrong("toHour", toHour + " is not after fromHour, " + fromHour);
        }
        return metric == null
                        || fromHour == null
                        || toHour == null
                        || utcOffset == null
                        || share == null
                        || severity == null
                ? null
                : new SeriesSpec.NightFlow(
                        metric, new SeriesSpec.NightFlow.Night(fromHour, toHour, utcOffset), share, change, severity);
    }

    static @Nullable DetectorSpec dailyRhythm(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Double score = fields.number("score", 0.01, 1);
        if (score != null && score > MOST_RHYTHM_SCORE) {
            fields.objectTo(
                    "score",
                    RuleFields.plain(score)
                            + " is hardly ever reached, or never: the loss of a whole pressure has 0.85; at most "
                            + MOST_RHYTHM_SCORE + " is of use");
        }
        Severity severity = DetectorReader.severity(fields, usual);
        ClearScore clear = ClearScore.read(fields, score);
        return metric == null || score == null || severity == null
                ? null
                : new SeriesSpec.DailyRhythm(metric, score, clear.score(), clear.sustain(), severity);
    }
}

package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.AggregateSeries;
import io.citywatch.telemetry.rule.ForestShape;
import io.citywatch.telemetry.rule.SeriesSpec.RandomCutForest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Water mains of five points each, whose pressure has a rhythm of an hour, and what a rule says of them: buckets of a minute that
 * are closed ten seconds late. Times are in buckets after {@link #START}.
 */
final class Mains {
    static final long START = 1_676_339_400_000L;
    static final long BUCKET = 60_000;
    static final long LATENESS = 10_000;
    static final int POINTS = 5;
    static final int WARM_UP = 150;

    static final AggregateTerms TERMS = terms(0.6);

    private Mains() {}

    static AggregateTerms terms(double score) {
        return terms(score, new ForestShape(20, 64, 4, WARM_UP));
    }

    static AggregateTerms terms(double score, ForestShape shape) {
        return new AggregateTerms(
                "main-pressure",
                FacilityKind.WATER_PIPE,
                new AlarmText("压力异常", "pressure is unusual"),
                new RandomCutForest(
                        new AggregateSeries(
                                Metric.PRESSURE_KPA,
                                AggregateSeries.GroupBy.MAIN,
                                AggregateSeries.Aggregate.MEAN,
                                2,
                                new AggregateSeries.Buckets(
                                        Duration.ofMillis(BUCKET),
                                        Duration.ofMillis(LATENESS),
                                        Duration.ofMillis(2 * BUCKET))),
                        shape,
                        new RandomCutForest.Band(score, Duration.ZERO, 0.3, Duration.ofMillis(5 * BUCKET)),
                        Severity.MEDIUM),
                AggregateTerms.ALWAYS);
    }

    static long at(double bucket) {
        return START + Math.round(bucket * BUCKET);
    }

    static AggregateReading reading(String main, int point, double bucket, double kpa) {
        return new AggregateReading(
                TERMS, new AggregateReading.Group("410811", main), main + '-' + point, at(bucket), kpa, false);
    }

    /** What the points of a main say in a bucket, the main having lost so much pressure. */
    static List<AggregateReading> readings(String main, int bucket, double lostKpa) {
        Random random = new Random(31L * bucket + main.hashCode());
        List<AggregateReading> all = new ArrayList<>();
        for (int point = 0; point < POINTS; point++) {
            double usual = 300 + 10 * point + 20 * Math.sin(bucket * 2 * Math.PI / 60);
            all.add(reading(main, point, bucket + random.nextDouble(), usual + random.nextGaussian() - lostKpa));
        }
        return all;
    }
}

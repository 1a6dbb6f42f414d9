package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of a group measure together, as one series: a value for each bucket of time.
 *
 * <p>Of each device its newest reading in the bucket counts, so that one that reports often counts no more than another. A
 * device that says nothing in a bucket counts with the reading before, for as long as {@link Buckets#hold} says. A bucket in
 * which nobody says anything has no value.
 *
 * @param metric what is measured; a switch counts as 1 or 0, so that its mean is a share
 * @param group what the devices of a group have in common
 * @param aggregate what is made of their values
 * @param minDevices a bucket to which fewer devices contribute has no value
 * @param buckets the pieces of time
 */
public record AggregateSeries(Metric metric, GroupBy group, Aggregate aggregate, int minDevices, Buckets buckets) {
    public AggregateSeries {
        if (minDevices < 1) {
            throw new IllegalArgumentException("an aggregate of " + minDevices + " devices is none");
        }
    }

    /**
     * Pieces of time, which begin at multiples of their length since 1970 UTC.
     *
     * @param length how long each is
     * @param lateness how long after a bucket's end what was measured in it may arrive, to count
     * @param hold how long before the end of a bucket a device may have spoken last, to count in it
     */
    public record Buckets(Duration length, Duration lateness, Duration hold) {
        public Buckets {
            if (length.isNegative() || length.isZero() || lateness.isNegative() || hold.isNegative()) {
                throw new IllegalArgumentException(
                        "buckets of " + length + ", late by " + lateness + ", held for " + hold);
            }
        }

        /** The end of the bucket to which that time belongs, in milliseconds since 1970 UTC; the first that does not. */
        public long endAfter(long t) {
            return (Math.floorDiv(t, length.toMillis()) + 1) * length.toMillis();
        }

        /** When the bucket of that end is closed, by the log's time. */
        public long closing(long end) {
            return end + lateness.toMillis();
        }
    }

    /** What the devices of a group have in common; those of one district only. */
    public enum GroupBy {
        /** The main that they measure. */
        MAIN("main", "管道", "Main"),
        /** The cell of the city's grid. */
        CELL("cell", "网格", "Grid cell"),
        /** The district. */
        DISTRICT("district", "区县", "District");

        private final String text;
        private final String zh;
        private final String en;

        GroupBy(String text, String zh, String en) {
            this.text = text;
            this.zh = zh;
            this.en = en;
        }

        /** The name as it stands in a rule's JSON. */
        public String text() {
            return text;
        }

        /** The name of the group to which the device belongs; null: to none. */
        public @Nullable String nameOf(DeviceAddress address, Birth.Neighbours neighbours) {
            return switch (this) {
                case MAIN -> neighbours.main();
                case CELL -> neighbours.gridCell();
                case DISTRICT -> address.district();
            };
        }

        /** What a rule's alarm means at the group of that name, for people. */
        public AlarmText words(String name, AlarmText rule) {
            return new AlarmText(zh + " " + name + "：" + rule.zh(), en + " " + name + ": " + rule.en());
        }
    }

    /** What is made of the values of several devices. */
    public enum Aggregate {
        MEAN("mean"),
        /** The middle one; of an even number the mean of both. */
        MEDIAN("median"),
        MIN("min"),
        MAX("max");

        private final String text;

        Aggregate(String text) {
            this.text = text;
        }

        /** The name as it stands in a rule's JSON. */
        public String text() {
            return text;
        }

        /**
         * The aggregate of some values, the same in whatever order they come.
         *
         * @param values at least one
         */
        public double of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            return switch (this) {
                case MEAN -> Arrays.stream(sorted).average().orElseThrow();
                case MEDIAN -> sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
                case MIN -> sorted[0];
                case MAX -> sorted[sorted.length - 1];
            };
        }
    }
}

package io.citywatch.telemetry.message;

import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.facility.SensorState;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a device measured at one moment.
 *
 * <p>Readings are the bulk of all traffic, so the values are kept packed: a bit for each {@link Metric} that was measured,
 * and the values of those in the metrics' order. A boolean is 1 or 0, a sensor state its ordinal. Immutable.
 */
public final class Reading implements DeviceMessage {
    private final long t;
    private final @Nullable Long seq;
    private final int mask;
    private final double[] values;
    private final boolean historical;

    /**
     * A reading of its packed parts; the array is taken over, not copied.
     *
     * @param t when it was measured, in milliseconds since 1970 UTC
     * @param seq the device's own counter, or null
     * @param mask bit n is set when the metric with ordinal n was measured
     * @param values one value for each bit of the mask, lowest bit first
     */
    public Reading(long t, @Nullable Long seq, int mask, double[] values) {
        this(t, seq, mask, values, false);
    }

    private Reading(long t, @Nullable Long seq, int mask, double[] values, boolean historical) {
        if (Integer.bitCount(mask) != values.length || mask >>> Metric.count() != 0) {
            throw new IllegalArgumentException("mask " + Integer.toBinaryString(mask) + " and " + values.length
                    + " values do not belong together");
        }
        this.t = t;
        this.seq = seq;
        this.mask = mask;
        this.values = values;
        this.historical = historical;
    }

    /** The same, said to be history: it is stored under its time, and changes nothing that is live, however new it is. */
    public Reading asHistorical() {
        return new Reading(t, seq, mask, values, true);
    }

    /** Whether the device says that this is history and not its present state. */
    public boolean isHistorical() {
        return historical;
    }

    @Override
    public long t() {
        return t;
    }

    /** The device's own counter, or null when it sends none. */
    public @Nullable Long seq() {
        return seq;
    }

    /** Bit n is set when the metric with ordinal n was measured. */
    public int mask() {
        return mask;
    }

    public boolean has(Metric metric) {
        return (mask & 1 << metric.ordinal()) != 0;
    }

    /** Whether nothing was measured. */
    public boolean isEmpty() {
        return mask == 0;
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException when it was not measured
     */
    public double value(Metric metric) {
        int bit = 1 << metric.ordinal();
        if ((mask & bit) == 0) {
            throw new IllegalArgumentException(metric.field() + " was not measured");
        }
        return values[Integer.bitCount(mask & (bit - 1))];
    }

    /** The value of a metric, or the other one when it was not measured. */
    public double valueOr(Metric metric, double other) {
        return has(metric) ? value(metric) : other;
    }

    /** Whether a boolean metric was measured and is true. */
    public boolean isTrue(Metric metric) {
        return has(metric) && value(metric) != 0;
    }

    /** What the sensor says of itself, or null when it says nothing. */
    public @Nullable SensorState sensorState() {
        return has(Metric.SENSOR_STATE) ? SensorState.ofOrdinal((int) value(Metric.SENSOR_STATE)) : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reading that
                && t == that.t
                && mask == that.mask
                && historical == that.historical
                && Objects.equals(seq, that.seq)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(t, seq, mask) * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Reading[t=").append(t);
        if (seq != null) {
            text.append(", seq=").append(seq);
        }
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            Metric metric = Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest));
            text.append(", ").append(metric.field()).append('=').append(value(metric));
        }
        if (historical) {
            text.append(", historical");
        }
        return text.append(']').toString();
    }

    /** Starts a reading of that time, in milliseconds since 1970 UTC. */
    public static Builder at(long t) {
        return new Builder(t);
    }

    /** Collects the values of one reading, in any order. Not thread-safe; can be reset and used again. */
    public static final class Builder {
        private final double[] values = new double[Metric.count()];
        private long t;
        private @Nullable Long seq;
        private int mask;

        private Builder(long t) {
            this.t = t;
        }

        /** Empties the builder for another reading of that time. */
        public Builder reset(long time) {
            t = time;
            seq = null;
            mask = 0;
            return this;
        }

        public Builder t(long time) {
            t = time;
            return this;
        }

        public Builder seq(long number) {
            seq = number;
            return this;
        }

        /** Sets a value; the unit and the range are the metric's. */
        public Builder with(Metric metric, double value) {
            if (!metric.accepts(value)) {
                throw new IllegalArgumentException(
                        metric.field() + " " + value + " is outside " + metric.min() + " to " + metric.max());
            }
            mask |= 1 << metric.ordinal();
            values[metric.ordinal()] = value;
            return this;
        }

        public Builder with(Metric metric, boolean value) {
            if (metric.type() != MetricType.BOOLEAN) {
                throw new IllegalArgumentException(metric.field() + " is no boolean");
            }
            return with(metric, value ? 1 : 0);
        }

        public Builder with(SensorState state) {
            return with(Metric.SENSOR_STATE, state.ordinal());
        }

        public boolean has(Metric metric) {
            return (mask & 1 << metric.ordinal()) != 0;
        }

        public boolean isEmpty() {
            return mask == 0;
        }

        public Reading build() {
            double[] packed = new double[Integer.bitCount(mask)];
            int next = 0;
            for (int rest = mask; rest != 0; rest &= rest - 1) {
                packed[next++] = values[Integer.numberOfTrailingZeros(rest)];
            }
            return new Reading(t, seq, mask, packed);
        }
    }
}

package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a device in an hour, summed up as they come in the order of their times.
 *
 * <p>A reading that is not newer than the one before may be a point that is there already, or one between others. Then only the
 * stored points can tell, and the hour is {@link #isDisordered}; so it is where several points stand at one millisecond. Not thread-safe.
 */
public final class HourSum {
    private final DeviceAddress address;
    private final long hour;
    private Reading newest;
    /** Most devices report hourly, and then the reading says it all. */
    private @Nullable Sums sums;

    private boolean disordered;

    HourSum(DeviceAddress address, long hour, Reading first) {
        this.address = address;
        this.hour = hour;
        newest = first;
    }

    /** The device. */
    public DeviceAddress address() {
        return address;
    }

    /** The beginning of the hour, in milliseconds since 1970 UTC. */
    public long hour() {
        return hour;
    }

    /** Whether only the stored points can tell what the hour comes to. */
    public boolean isDisordered() {
        return disordered;
    }

    void add(Reading reading, boolean isAlone) {
        if (disordered || (isAlone && reading.equals(newest))) {
            return;
        }
        if (!isAlone || reading.t() <= newest.t()) {
            disordered = true;
            sums = null;
            return;
        }
        if (sums == null) {
            sums = new Sums(newest);
        }
        sums.add(reading);
        newest = reading;
    }

    /** Adds the point that InfluxDB itself would make of the hour's points. */
    public void write(LineBuffer lines) {
        lines.point(address.kind().measurement() + '_' + RollUpWidth.HOUR.text())
                .name("device", address.device())
                .name("district", address.district());
        Sums all = sums == null ? new Sums(newest) : sums;
        for (int rest = all.mask; rest != 0; rest &= rest - 1) {
            all.write(Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest)), lines);
        }
        lines.end(hour);
    }

    /** What is known of each metric that was measured, in the metrics' order. */
    private static final class Sums {
        private int mask;
        private double[] low = {};
        private double[] high = {};
        private double[] sum = {};
        private double[] last = {};
        private int[] count = {};

        Sums(Reading first) {
            add(first);
        }

        void add(Reading reading) {
            if ((reading.mask() & ~mask) != 0) {
                widen(mask | reading.mask());
            }
            for (int rest = reading.mask(); rest != 0; rest &= rest - 1) {
                Metric metric = Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest));
                double value = reading.value(metric);
                int place = place(metric);
                low[place] = count[place] == 0 ? value : Math.min(low[place], value);
                high[place] = count[place] == 0 ? value : Math.max(high[place], value);
                sum[place] += value;
                last[place] = value;
                count[place]++;
            }
        }

        void write(Metric metric, LineBuffer lines) {
            int place = place(metric);
            String field = metric.field();
            switch (metric.type()) {
                case NUMBER ->
                    lines.field("min_" + field, low[place])
                            .field("max_" + field, high[place])
                            .field("mean_" + field, sum[place] / count[place])
                            .field("last_" + field, last[place]);
                case BOOLEAN ->
                    lines.field("min_" + field, low[place] != 0)
                            .field("max_" + field, high[place] != 0)
                            .field("last_" + field, last[place] != 0);
                case STATE ->
                    lines.field(
                            "last_" + field,
                            SensorState.ofOrdinal((int) last[place]).text());
            }
            lines.count("count_" + field, count[place]);
        }

        private int place(Metric metric) {
            return Integer.bitCount(mask & ((1 << metric.ordinal()) - 1));
        }

        /** Makes room for metrics that come for the first time. */
        private void widen(int wider) {
            int[] places = new int[Integer.bitCount(mask)];
            int next = 0;
            for (int rest = mask; rest != 0; rest &= rest - 1) {
                int bit = Integer.lowestOneBit(rest);
                places[next++] = Integer.bitCount(wider & (bit - 1));
            }
            int size = Integer.bitCount(wider);
            low = spread(low, places, size);
            high = spread(high, places, size);
            sum = spread(sum, places, size);
            last = spread(last, places, size);
            int[] counts = new int[size];
            for (int i = 0; i < places.length; i++) {
                counts[places[i]] = count[i];
            }
            count = counts;
            mask = wider;
        }

        private static double[] spread(double[] values, int[] places, int size) {
            double[] wide = new double[size];
            for (int i = 0; i < places.length; i++) {
                wide[places[i]] = values[i];
            }
            return wide;
        }
    }
}

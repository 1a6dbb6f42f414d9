package io.citywatch.jobs.historian.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** However readings come: an hour is either summed up as its stored points are, or left to InfluxDB, which has them all. */
class HourSumsPropertyTest {
    private static final long START = 1_676_336_400_000L;
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final long NANOS = LineBuffer.MILLISECOND_NANOS;

    @Property
    void everyHourIsWhatItsPointsComeTo(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll @IntRange(min = 0, max = 60) int restart,
            @ForAll @IntRange(min = 0, max = 3) int most) {
        Run run = new Run();
        run.passes(arrivals, restart, most);

        run.stored.forEach((address, points) -> points.keySet().forEach(nanos -> {
            RollUpSpan span = RollUpSpan.hour(address.kind(), address.device(), nanos / NANOS);
            if (!run.leftToInfluxDb.contains(span) && !run.leftToInfluxDb.contains(span.ofAllDevices())) {
                assertThat(run.summedUp).containsEntry(span, run.reference(address, span.start()));
            }
        }));
    }

    /** What has become of the readings. */
    private static final class Run {
        /** The stored points of each device by their nanoseconds: one of a time written again is written over. */
        private final Map<DeviceAddress, TreeMap<Long, Reading>> stored = new HashMap<>();

        /** What has arrived of each device in which millisecond without a time of its own. */
        private final Map<DeviceAddress, Map<Long, List<Reading>>> ofArrival = new HashMap<>();

        private final Map<RollUpSpan, String> summedUp = new HashMap<>();
        private final Set<RollUpSpan> leftToInfluxDb = new HashSet<>();

        void passes(List<Arrival> arrivals, int restart, int most) {
            long now = START;
            HourSums sums = new HourSums(now);
            for (int i = 0; i < arrivals.size(); i++) {
                if (i == restart) {
                    leftToInfluxDb.addAll(sums.open());
                    sums = new HourSums(now);
                }
                Arrival arrival = arrivals.get(i);
                now += arrival.pauseMillis();
                pass(sums, now, arrival, most);
            }
            sums.passes(now + 24 * HOUR);
            sums.take(Integer.MAX_VALUE, this::take);
            assertThat(sums.open()).isEmpty();
        }

        private void pass(HourSums sums, long now, Arrival arrival, int most) {
            sums.passes(now);
            long t = now - arrival.ageMillis();
            DeviceAddress address = new DeviceAddress("410811", FacilityKind.GAS, arrival.device());
            Reading reading = arrival.reading(t);
            List<Reading> before = arrival.ageMillis() != 0
                    ? new ArrayList<>()
                    : ofArrival
                            .computeIfAbsent(address, any -> new HashMap<>())
                            .computeIfAbsent(t, any -> new ArrayList<>());
            boolean isThere = before.contains(reading);
            int place = isThere ? 0 : before.size();
            if (!isThere) {
                stored.computeIfAbsent(address, any -> new TreeMap<>()).put(t * NANOS + place, reading);
                before.add(reading);
            }
            switch (sums.add(address, reading, place == 0)) {
                case SUMMED_UP -> {}
                case BEFORE_THE_BEGINNING -> leftToInfluxDb.add(RollUpSpan.of(FacilityKind.GAS, RollUpWidth.HOUR, t));
                case LATE -> leftToInfluxDb.add(RollUpSpan.hour(FacilityKind.GAS, arrival.device(), t));
            }
            sums.take(most, this::take);
        }

        private void take(HourSum sum) {
            RollUpSpan span =
                    RollUpSpan.hour(sum.address().kind(), sum.address().device(), sum.hour());
            if (sum.isDisordered()) {
                leftToInfluxDb.add(span);
            } else {
                LineBuffer line = new LineBuffer();
                sum.write(line);
                assertThat(summedUp.put(span, line.take())).as("written once").isNull();
            }
        }

        /** The sums of the stored points, read off them. */
        private String reference(DeviceAddress address, long hour) {
            List<Reading> points = new ArrayList<>(stored.get(address)
                    .subMap(hour * NANOS, (hour + HOUR) * NANOS)
                    .values());
            LineBuffer line = new LineBuffer();
            line.point("gas_1h").name("device", address.device()).name("district", address.district());
            for (Metric metric : List.of(Metric.BATTERY_PCT, Metric.GAS_LEL, Metric.VALVE_OPEN)) {
                List<Double> values = points.stream()
                        .filter(point -> point.has(metric))
                        .map(point -> point.value(metric))
                        .toList();
                if (values.isEmpty()) {
                    continue;
                }
                double low = Collections.min(values);
                double high = Collections.max(values);
                double last = values.get(values.size() - 1);
                double mean = values.stream().mapToDouble(value -> value).sum() / values.size();
                String field = metric.field();
                if (metric == Metric.VALVE_OPEN) {
                    line.field("min_" + field, low == 1)
                            .field("max_" + field, high == 1)
                            .field("last_" + field, last == 1);
                } else {
                    line.field("min_" + field, low)
                            .field("max_" + field, high)
                            .field("mean_" + field, mean)
                            .field("last_" + field, last);
                }
                line.count("count_" + field, values.size());
            }
            return line.end(hour).take();
        }
    }

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        Arbitrary<Long> age = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 1000)),
                Tuple.of(4, Arbitraries.just(0L)),
                Tuple.of(1, Arbitraries.longs().between(-5 * MINUTE, 5 * MINUTE)),
                Tuple.of(1, Arbitraries.longs().between(0, 3 * HOUR)));
        return Combinators.combine(
                        Arbitraries.of("gas-1", "gas-2"),
                        Arbitraries.of(0L, 1L, 20 * 1000L, 7 * MINUTE, 35 * MINUTE),
                        age,
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 40))
                .as(Arrival::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    /** A reading that arrives so long after the one before, and is so old then; the bits are the metrics that it has. */
    record Arrival(String device, long pauseMillis, long ageMillis, int bits, int value) {
        Reading reading(long t) {
            Reading.Builder reading = Reading.at(t).with(Metric.GAS_LEL, value * 0.25);
            if ((bits & 1) != 0) {
                reading.with(Metric.BATTERY_PCT, 100 - value);
            }
            if ((bits & 2) != 0) {
                reading.with(Metric.VALVE_OPEN, (bits & 4) != 0);
            }
            return reading.build();
        }
    }
}

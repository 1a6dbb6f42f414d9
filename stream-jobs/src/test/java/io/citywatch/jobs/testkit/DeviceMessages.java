package io.citywatch.jobs.testkit;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary messages of arbitrary devices. */
public final class DeviceMessages {
    private static final long FIRST_T = 1_600_000_000_000L;
    private static final long LAST_T = 1_900_000_000_000L;

    private DeviceMessages() {}

    public static Arbitrary<DeviceAddress> addresses() {
        return Combinators.combine(
                        Arbitraries.strings().numeric().ofLength(6),
                        Arbitraries.of(FacilityKind.values()),
                        Arbitraries.strings()
                                .alpha()
                                .numeric()
                                .withChars("._-")
                                .ofMinLength(1)
                                .ofMaxLength(64))
                .as(DeviceAddress::new);
    }

    public static Arbitrary<DeviceMessage> messages() {
        return Arbitraries.oneOf(readings(), births(), events(), deaths(), answers());
    }

    public static Arbitrary<Reading> readings() {
        return Combinators.combine(
                        times(),
                        Arbitraries.longs().greaterOrEqual(0).injectNull(0.5),
                        Arbitraries.of(Metric.values()).set(),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.of(true, false))
                .as((t, seq, metrics, position, isHistory) -> {
                    Reading.Builder builder = reading(t, metrics, position);
                    Reading reading =
                            seq == null ? builder.build() : builder.seq(seq).build();
                    return isHistory ? reading.asHistorical() : reading;
                });
    }

    public static Arbitrary<Birth> births() {
        return Combinators.combine(
                        times(),
                        texts(),
                        Arbitraries.of(AssetState.values()),
                        optionalTexts(),
                        Arbitraries.doubles().between(-90, 90).injectNull(0.3),
                        Arbitraries.integers().between(0, 100_000),
                        Arbitraries.doubles().between(0, 1e6),
                        Arbitraries.integers().between(1, 100_000).injectNull(0.3))
                .as((t, asset, state, text, degrees, count, length, seconds) -> new Birth(
                        t,
                        asset,
                        state,
                        new Birth.Identity(
                                text, null, text, count % 2 == 1, count % 3 == 0 ? PressureClass.HIGH_A : null),
                        new Birth.Place(degrees, degrees, text, new Birth.Neighbours(text, asset, text)),
                        new Birth.Share(count, count / 2, length),
                        length % 180,
                        seconds));
    }

    private static Arbitrary<DeviceEvent> events() {
        return Combinators.combine(
                        times(),
                        Arbitraries.of(EventType.values()),
                        Arbitraries.doubles().injectNull(0.5),
                        optionalTexts())
                .as(DeviceEvent::new);
    }

    private static Arbitrary<Death> deaths() {
        return times().map(Death::new);
    }

    private static Arbitrary<CommandAnswer> answers() {
        return Combinators.combine(times(), texts(), Arbitraries.of(CommandAnswer.Result.values()), optionalTexts())
                .as(CommandAnswer::new);
    }

    private static Arbitrary<Long> times() {
        return Arbitraries.longs().between(FIRST_T, LAST_T);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMinLength(1).ofMaxLength(20);
    }

    private static Arbitrary<String> optionalTexts() {
        return texts().injectNull(0.3);
    }

    private static Reading.Builder reading(long t, Set<Metric> metrics, double position) {
        Reading.Builder reading = Reading.at(t);
        for (Metric metric : metrics) {
            if (metric.type() == MetricType.BOOLEAN) {
                reading.with(metric, position > 0.5);
            } else if (metric == Metric.SENSOR_STATE) {
                reading.with(SensorState.NORMAL);
            } else {
                reading.with(metric, metric.min() + position * (metric.max() - metric.min()));
            }
        }
        return reading;
    }
}

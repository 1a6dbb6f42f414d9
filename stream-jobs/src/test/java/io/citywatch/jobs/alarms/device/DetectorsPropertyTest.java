package io.citywatch.jobs.alarms.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.state.DevicePacker;
import io.citywatch.jobs.alarms.state.DeviceStateSerializer;
import io.citywatch.jobs.alarms.state.PackedDevice;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** All detectors of a kind's default rules at once, whatever comes, doubled, late and out of order. */
class DetectorsPropertyTest {
    /**
     * A gas sensor with its seven alarms standing at once, orders unanswered and a wrong clock; the fullest of 10,000 random ones had 696.
     */
    private static final int FULLEST_BYTES = 1000;

    /** A message: what is said, how long after the one before it arrives, and how old it is then, in seconds. */
    record Said(int what, double value, double after, double age) {}

    @Property(tries = 300)
    void whatIsDoubledChangesNothing(@ForAll FacilityKind kind, @ForAll("sayings") List<Said> said) {
        assertThat(play(kind, said, true).alarms).isEqualTo(play(kind, said, false).alarms);
    }

    /** What is remembered is bounded, whatever comes, and comes back from a checkpoint as it was. */
    @Property(tries = 300)
    void whatIsRememberedIsBoundedAndIsSaved(@ForAll FacilityKind kind, @ForAll("sayings") List<Said> said)
            throws IOException {
        DeviceState state = play(kind, said, false).state();
        PackedDevice packed = new DevicePacker().pack(state);

        assertThat(new DevicePacker().unpack(RoundTrip.of(new DeviceStateSerializer(), packed)))
                .usingRecursiveComparison()
                .isEqualTo(state);
        assertThat(RoundTrip.bytes(new DeviceStateSerializer(), packed)).hasSizeLessThan(FULLEST_BYTES);
    }

    /** What is old when it comes, or older than what its detectors have seen, changes nothing. */
    @Property(tries = 300)
    void oldNewsRingsNoBell(@ForAll FacilityKind kind, @ForAll("sayings") List<Said> said) {
        WatchedDevice device = play(kind, said, false);
        double now = 1 + said.stream().mapToDouble(Said::after).sum();
        // What shows that its clock is right
        device.says(now, message(kind, 1, now - 0.001, 0));
        int alarms = device.alarms.size();
        Map<String, DetectorState> before = copy(device.state()).detectors();

        for (int what = 0; what < 4; what++) {
            device.says(now, message(kind, what, now - 301, 99));
        }

        assertThat(device.alarms.subList(alarms, device.alarms.size()))
                .allSatisfy(alarm -> assertThat(alarm.updated()).isLessThanOrEqualTo(WatchedDevice.at(now)));
        assertThat(device.state().detectors()).usingRecursiveComparison().isEqualTo(before);
    }

    private static WatchedDevice play(FacilityKind kind, List<Said> all, boolean doubled) {
        WatchedDevice device = new WatchedDevice(kind);
        double arrival = 0;
        for (Said said : all) {
            arrival += said.after();
            DeviceMessage message = message(kind, said.what(), arrival - said.age(), said.value());
            device.says(arrival, message);
            if (doubled) {
                device.says(arrival, message);
            }
        }
        return device;
    }

    private static DeviceMessage message(FacilityKind kind, int what, double t, double value) {
        long at = WatchedDevice.at(t);
        if (what == 0) {
            EventType[] types = EventType.values();
            return new DeviceEvent(at, types[(int) value % types.length], null, null);
        }
        Metric[] metrics = kind.metrics().toArray(Metric[]::new);
        Reading.Builder reading = Reading.at(at);
        for (int i = what % 2; i < metrics.length; i += what) {
            Metric metric = metrics[i];
            double share = value / 100;
            double number =
                    switch (metric.type()) {
                        case NUMBER -> Math.min(metric.max(), value * (metric == Metric.PRESSURE_KPA ? 3 : 1));
                        default -> Math.rint(share * metric.max());
                    };
            reading.with(metric, number);
        }
        return reading.isEmpty() ? reading.with(Metric.BATTERY_PCT, value).build() : reading.build();
    }

    private static DeviceState copy(DeviceState state) {
        DevicePacker packer = new DevicePacker();
        return packer.unpack(packer.pack(state));
    }

    @Provide
    Arbitrary<List<Said>> sayings() {
        Arbitrary<Double> ages = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0.0)),
                Tuple.of(2, Arbitraries.of(0.001, 40.0)),
                Tuple.of(1, Arbitraries.of(300.001, 4000.0)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.doubles().between(0, 100).ofScale(1),
                        Arbitraries.of(0.0, 0.001, 30.0, 100.0, 700.0, 3600.0, 90_000.0),
                        ages)
                .as(Said::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}

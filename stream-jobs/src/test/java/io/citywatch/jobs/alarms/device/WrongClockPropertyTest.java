package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However far a clock is off, however long the network was away. */
class WrongClockPropertyTest {
    /** Ten years in seconds. */
    private static final double LONG = 315_360_000;

    @Property(tries = 500)
    void criticalGasAtAClockThatIsSlowAlarmsWithinAMinuteOrWithTheNextReading(
            @ForAll @DoubleRange(min = 301, max = LONG) double slow,
            @ForAll @DoubleRange(min = 12, max = 7200) double interval,
            @ForAll @Size(6) List<@DoubleRange(min = 0, max = 0.1) Double> jitter,
            @ForAll @IntRange(min = 0, max = 4) int leak,
            @ForAll boolean wasRight) {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        if (wasRight) {
            device.gas(-interval, -interval - 0.2, 0);
        }
        double arrival = 0;
        for (int i = 0; i <= leak + 1; i++) {
            double t = i * interval;
            arrival = t + jitter.get(i) * Math.min(interval, 600);
            device.gas(arrival, t - slow, i >= leak ? 25 : 0);
            if (i == leak && leak >= 2) {
                assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(arrival));
            }
        }

        assertThat(device.alarm(GAS_LEAK).active()).isTrue();
        assertThat(device.commands).isNotEmpty();
    }

    /** What waited comes at least twice as fast as it was measured, oldest or newest first, and what is of now after it. */
    @Property(tries = 500)
    void aBacklogRaisesNothing(
            @ForAll @IntRange(min = 1, max = 40) int waited,
            @ForAll @DoubleRange(min = 20, max = 3600) double interval,
            @ForAll @DoubleRange(min = 0, max = 0.5) double share,
            @ForAll @Size(40) List<@DoubleRange(min = 0, max = 100) Double> values,
            @ForAll boolean newestFirst,
            @ForAll boolean liveFirst) {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        double apart = Math.min(share * interval, 50);
        double end = waited * apart;
        if (liveFirst) {
            device.gas(-0.1, -0.4, 0);
        }
        for (int i = 0; i < waited; i++) {
            int place = newestFirst ? i : waited - 1 - i;
            device.gas(i * apart, -301 - end - place * interval, values.get(i));
        }
        device.gas(end, end - 0.3, 0);
        device.passes(end + 7200);

        assertThat(device.alarms).isEmpty();
    }
}

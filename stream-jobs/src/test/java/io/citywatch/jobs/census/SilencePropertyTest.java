package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static io.citywatch.jobs.census.Births.birth;
import static io.citywatch.jobs.census.Births.gas;
import static io.citywatch.jobs.census.Births.message;
import static io.citywatch.jobs.census.Births.signOfLife;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * However often the gateway was away, and however far messages run ahead of the log's time: in the end a device is silent if it was
 * not heard for three reports while the gateway was listening without a break, and else it is alive.
 */
class SilencePropertyTest {
    private static final DeviceAddress DEVICE = gas("gas-1");
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long PATIENCE = 3 * MINUTE;

    @Property(tries = 300)
    void whoWasNotHeardWhileTheGatewayListenedIsSilent(@ForAll("days") List<Step> steps) throws Exception {
        assertThat(isAlive(steps, true)).as("as it happens").isEqualTo(!isSilent(steps));
        assertThat(isAlive(steps, false)).as("in a replay").isEqualTo(!isSilent(steps));
    }

    /** The definition, read aloud. */
    private static boolean isSilent(List<Step> steps) {
        List<long[]> listening = new ArrayList<>();
        long now = T;
        long heard = T;
        listening.add(new long[] {T, T});
        for (Step step : steps) {
            now += step.millis();
            if (step.isBack()) {
                listening.add(new long[] {now, now});
            }
            listening.get(listening.size() - 1)[1] = now;
            heard = step.isHeard() ? now : heard;
        }
        long from = (heard / MINUTE + 1) * MINUTE;
        return listening.stream().anyMatch(each -> each[1] - Math.max(from, each[0]) >= PATIENCE);
    }

    /** What its asset heard of it last. */
    private static boolean isAlive(List<Step> steps, boolean live) throws Exception {
        boolean alive = false;
        try (var device = Harnesses.devices()) {
            device.open();
            device.processElement(message(DEVICE, birth("asset-1", AssetState.COMMISSIONED, T), T), T);
            long now = T;
            long since = T;
            for (Step step : steps) {
                now += step.millis();
                since = step.isBack() ? now : since;
                if (step.isHeard()) {
                    device.processElement(signOfLife(DEVICE, now), now);
                }
                device.processBroadcastElement(new Tick(now, since), now);
                if (live) {
                    device.watermark(now);
                }
            }
            device.watermark(now);
            for (AssetNews news : Harnesses.taken(device)) {
                alive = (news instanceof AssetNews.Born born ? born.health() : ((AssetNews.Life) news).health())
                        .alive();
            }
        }
        return alive;
    }

    @Provide
    Arbitrary<List<Step>> days() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 200).map(seconds -> Duration.ofSeconds(seconds)
                                .toMillis()),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(3, false)),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(3, false)))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    /** So much later the gateway ticks: back from having been away since the last time, or not; the device was heard then, or not. */
    record Step(long millis, boolean isBack, boolean isHeard) {}
}

package io.citywatch.jobs.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class TickWatermarksTest {
    private final TickWatermarks watermarks = new TickWatermarks();
    private final Times times = new Times();

    @Test
    void aTickTellsTheTimeLessWhatMayBeInFlight() {
        watermarks.onEvent(new UplinkTick(new Tick(50_000, 0)), 50_000, times);

        assertThat(times.seen).containsExactly(49_000L);
    }

    @Test
    void messagesAndTheWallClockTellNoTime() {
        DeviceAddress address = new DeviceAddress("410811", FacilityKind.GAS, "gas-1");

        watermarks.onEvent(new DeviceUplink(address, Channel.DEATH, 60_000, List.of(), null), 60_000, times);
        watermarks.onPeriodicEmit(times);

        assertThat(times.seen).isEmpty();
    }

    private static final class Times implements WatermarkOutput {
        private final List<Long> seen = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            seen.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("a partition is never idle: it has its ticks");
        }

        @Override
        public void markActive() {
            throw new AssertionError("a partition is never idle: it has its ticks");
        }
    }
}

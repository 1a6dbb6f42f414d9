package io.citywatch.jobs.uplink;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Takes the time from the ticks of a partition and from nothing else: a message says when it arrived, not that nothing
 * older is to come.
 */
final class TickWatermarks implements WatermarkGenerator<Uplink> {
    /**
     * How far the watermark stays behind a tick. The gateway has several event loops: when one of them appends a tick,
     * messages that others have stamped before may still be on their way to the log.
     */
    static final long IN_FLIGHT_MILLIS = 1000;

    /** Times of elements are those of the log's records, which are the times of arrival. */
    static WatermarkStrategy<Uplink> strategy() {
        return WatermarkStrategy.forGenerator(context -> new TickWatermarks());
    }

    @Override
    public void onEvent(Uplink event, long eventTimestamp, WatermarkOutput output) {
        if (event instanceof UplinkTick tick) {
            output.emitWatermark(new Watermark(tick.tick().t() - IN_FLIGHT_MILLIS));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        // Between two ticks no time passes.
    }
}

package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.DeviceTypes;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for each device which asset it serves and whether it was heard of late, and tells that to the asset. Keyed by device.
 *
 * <p>A device whose birth is not known has no state: its birth will itself be a sign of life. A device that reports has one
 * timer at a time; it is set anew when it goes off, not with every message.
 */
final class DeviceBinding extends KeyedProcessFunction<String, DeviceUplink, AssetNews> {
    /** Side output: the newest birth of a device, for the log. */
    static final OutputTag<LogRecord> DEVICES = new OutputTag<>("devices", LogRecordSerializer.TYPE);

    private static final long serialVersionUID = 1;

    /** Three reports in a row that are missing are no longer chance. */
    private static final int MISSED_REPORTS = 3;

    private static final double MM_PER_M = 1000;

    private transient @Nullable ValueState<BoundDevice> bound;

    @Override
    public void open(OpenContext context) {
        bound = getRuntimeContext().getState(new ValueStateDescriptor<>("device", BoundDeviceSerializer.TYPE));
    }

    @Override
    public void processElement(DeviceUplink message, Context context, Collector<AssetNews> out) throws IOException {
        BoundDevice before = state().value();
        BoundDevice device = before == null ? null : heard(before, message, out);
        for (DeviceMessage content : message.messages()) {
            if (content instanceof Birth birth) {
                device = born(device, message, birth, context, out);
            }
        }
        if (device == null || device.equals(before)) {
            return;
        }
        state().update(device);
        boolean timerIsSet = before != null && before.alive() && before.deadline() <= device.deadline();
        if (device.alive() && !timerIsSet) {
            context.timerService().registerEventTimeTimer(device.deadline());
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AssetNews> out) throws IOException {
        BoundDevice device = state().value();
        if (device == null || !device.alive()) {
            return;
        }
        if (device.deadline() > time) {
            context.timerService().registerEventTimeTimer(device.deadline());
            return;
        }
        state().update(device.silent());
        out.collect(new AssetNews.Life(device.asset(), time, context.getCurrentKey(), false));
    }

    private static BoundDevice heard(BoundDevice before, DeviceUplink message, Collector<AssetNews> out) {
        BoundDevice device = before.heard(message.arrival());
        if (device.alive() && !before.alive()) {
            String name = message.address().device();
            out.collect(new AssetNews.Life(device.asset(), message.arrival(), name, true));
        }
        return device;
    }

    /** Tells the asset of the birth, and the one that the device has left of its leaving. */
    private static BoundDevice born(
            @Nullable BoundDevice before,
            DeviceUplink message,
            Birth birth,
            Context context,
            Collector<AssetNews> out) {
        DeviceAddress address = message.address();
        long arrival = message.arrival();
        BoundDevice device = before;
        if (device == null || device.isOlderThan(birth.t(), arrival)) {
            if (device != null && !device.asset().equals(birth.asset())) {
                out.collect(new AssetNews.Life(device.asset(), arrival, address.device(), false));
            }
            long heardMinute = device == null ? BoundDevice.minute(arrival) : device.heardMinute();
            device = new BoundDevice(
                            birth.t(), arrival, birth.asset(), silenceMillis(address, birth), heardMinute, false)
                    .heard(arrival);
            byte[] record = LogJson.encode(new DeviceRecord(address, birth));
            context.output(DEVICES, LogRecord.of(LogTopics.DEVICES, address.device(), record));
        }
        boolean alive = device.alive() && device.asset().equals(birth.asset());
        out.collect(new AssetNews.Born(birth.asset(), arrival, claim(address, birth, arrival), alive));
        return device;
    }

    private static AssetNews.Claim claim(DeviceAddress address, Birth birth, long arrival) {
        return new AssetNews.Claim(
                new AssetNews.CountPlace(address.kind(), address.district()),
                new BirthStamp(birth.t(), arrival, address.device()),
                birth.state(),
                new AssetNews.Share(
                        birth.share().households(),
                        birth.share().bays(),
                        Math.round(birth.share().lengthM() * MM_PER_M)),
                DeviceTypes.reports(birth.identity().type()));
    }

    private static long silenceMillis(DeviceAddress address, Birth birth) {
        if (!DeviceTypes.reports(birth.identity().type())) {
            return 0;
        }
        Integer seconds = birth.reportSeconds();
        Duration interval = seconds == null ? address.kind().reportInterval() : Duration.ofSeconds(seconds);
        return MISSED_REPORTS * interval.toMillis();
    }

    private ValueState<BoundDevice> state() {
        if (bound == null) {
            throw new IllegalStateException("an element before open");
        }
        return bound;
    }
}

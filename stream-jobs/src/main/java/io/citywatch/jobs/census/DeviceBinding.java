package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Listening;
import io.citywatch.jobs.uplink.ListeningState;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.DeviceTypes;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for each device which asset it serves and how, and tells that to the asset. Keyed by device; the gateway's ticks are
 * broadcast to it.
 *
 * <p>A device whose birth is not known has no state: its birth will itself be a sign of life. A device has at most one timer,
 * for its silence or the end of its service life, whichever comes first; it is moved when that comes earlier, and set anew
 * when it goes off, not with every message. Its silence is judged by the watermark, since only up to there it is certain when the
 * gateway was listening. One that was taken away is forgotten after a time, and leaves the register; what its
 * asset counts for does not depend on that.
 */
final class DeviceBinding extends KeyedBroadcastProcessFunction<String, DeviceUplink, Tick, AssetNews> {
    /** Side output: the newest birth of a device, or that it is forgotten, and conflicts about devices, for the log. */
    static final OutputTag<LogRecord> DEVICES = new OutputTag<>("devices", LogRecordSerializer.TYPE);

    private static final long serialVersionUID = 1;

    /** A gas sensor in a home serves five years. */
    private static final int GAS_SERVICE_DAYS = 5 * 365 + 1;

    private transient @Nullable ValueState<BoundDevice> bound;
    private transient @Nullable ListeningState gateway;

    @Override
    public void open(OpenContext context) {
        gateway = new ListeningState();
        bound = getRuntimeContext().getState(new ValueStateDescriptor<>("device", BoundDeviceSerializer.TYPE));
    }

    @Override
    public void processBroadcastElement(Tick tick, Context context, Collector<AssetNews> out) throws Exception {
        gateway().heard(tick, context.getBroadcastState(ListeningState.PERIODS));
    }

    @Override
    public void processElement(DeviceUplink message, ReadOnlyContext context, Collector<AssetNews> out)
            throws Exception {
        BoundDevice before = state().value();
        if (before != null && isNothingButAlive(message, before)) {
            if (before.life().hear(message.arrival())) {
                state().update(before);
            }
            return;
        }
        Listening listening = listening(context);
        BoundDevice device = before;
        if (before != null) {
            device = heard(before, message);
            tell(before, device, message.arrival(), context.getCurrentKey(), out);
        }
        for (DeviceMessage content : message.messages()) {
            if (content instanceof Birth birth) {
                BoundDevice former = device;
                device = born(former, message, birth, listening, context, out);
                tell(former, device, message.arrival(), context.getCurrentKey(), out);
            }
        }
        if (device != null && !device.equals(before)) {
            state().update(timed(device, listening, context.timerService()));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AssetNews> out) throws Exception {
        BoundDevice before = state().value();
        if (before == null || (before.timer() != null && before.timer() != time)) {
            // Earlier releases set several, and kept none in the state
            return;
        }
        if (before.isGone(time)) {
            state().clear();
            context.output(DEVICES, LogRecord.removal(LogTopics.DEVICES, context.getCurrentKey()));
            if (before.isInConflict()) {
                String scope = DeviceConflict.scope(context.getCurrentKey());
                context.output(DEVICES, LogRecord.removal(LogTopics.CENSUS, scope));
            }
            return;
        }
        Listening listening = listening(context);
        BoundDevice device = timed(before.withTimer(null).at(time, listening), listening, context.timerService());
        state().update(device);
        tell(before, device, time, context.getCurrentKey(), out);
    }

    /** Whether the message says only that a device lives of which that was known, which is what most do; its timer then stays. */
    private static boolean isNothingButAlive(DeviceUplink message, BoundDevice device) {
        return message.isNews() && message.messages().isEmpty() && device.life().alive() && device.timer() != null;
    }

    /** Sees to it that a timer goes off when the next thing is due, or before. */
    private static BoundDevice timed(BoundDevice device, Listening listening, TimerService timers) {
        Long due = device.due(listening);
        Long timer = device.timer();
        if (due == null || (timer != null && timer <= due)) {
            return device;
        }
        if (timer != null) {
            timers.deleteEventTimeTimer(timer);
        }
        timers.registerEventTimeTimer(due);
        return device.withTimer(due);
    }

    /** Tells the asset that a device which was bound to it before serves it differently. */
    private static void tell(
            @Nullable BoundDevice before, BoundDevice device, long t, String name, Collector<AssetNews> out) {
        if (before == null || before.equals(device)) {
            return;
        }
        String asset = before.bond().asset();
        Health health = device.bond().asset().equals(asset) ? device.health() : Health.GONE;
        if (!health.equals(before.health())) {
            out.collect(new AssetNews.Life(asset, t, name, health));
        }
    }

    private static BoundDevice heard(BoundDevice before, DeviceUplink message) {
        BoundDevice.Condition condition = before.condition();
        for (DeviceMessage content : message.messages()) {
            condition = Conditions.after(condition, content, message.arrival());
        }
        BoundDevice device = before.with(condition);
        return message.isNews() ? device.with(before.life().heard(message.arrival())) : device;
    }

    /** Takes a birth, and tells its asset of it. */
    private static BoundDevice born(
            @Nullable BoundDevice before,
            DeviceUplink message,
            Birth birth,
            Listening listening,
            ReadOnlyContext context,
            Collector<AssetNews> out) {
        DeviceAddress address = message.address();
        long arrival = message.arrival();
        Bond bond = new Bond(birth.t(), arrival, birth.asset(), birth.state() != AssetState.DECOMMISSIONED);
        BoundDevice device = before == null ? first(bond) : before.born(bond);
        if (device.bond().equals(bond)) {
            long heard = message.isNews() ? arrival : Math.min(birth.t(), arrival);
            long heardMinute =
                    before == null ? BoundDevice.minute(heard) : before.life().heardMinute();
            var life = new BoundDevice.Life(silenceSeconds(address, birth), heardMinute, false)
                    .heard(heard)
                    .at(Math.min(arrival, context.timerService().currentWatermark()), listening);
            long firstBornT = Math.min(device.age().firstBornT(), birth.t());
            int serviceDays = life.reports() && address.kind() == FacilityKind.GAS ? GAS_SERVICE_DAYS : 0;
            device = device.with(life).with(new BoundDevice.Age(firstBornT, serviceDays, false).at(arrival));
        } else if (birth.t() < device.age().firstBornT()) {
            device = device.with(new BoundDevice.Age(birth.t(), device.age().serviceDays(), false).at(arrival));
        }
        if (device.newest().equals(bond)) {
            byte[] record = LogJson.encode(new DeviceRecord(address, birth));
            context.output(DEVICES, LogRecord.of(LogTopics.DEVICES, address.device(), record));
        }
        tellOfConflict(before, device, message, context);
        boolean serves = device.bond().asset().equals(birth.asset());
        out.collect(new AssetNews.Born(
                birth.asset(), arrival, claim(address, birth, arrival), serves ? device.health() : Health.GONE));
        return device;
    }

    private static BoundDevice first(Bond bond) {
        return new BoundDevice(
                bond,
                bond,
                null,
                new BoundDevice.Life(0, 0, false),
                BoundDevice.Condition.UNKNOWN,
                new BoundDevice.Age(bond.t(), 0, false),
                null);
    }

    private static void tellOfConflict(
            @Nullable BoundDevice before, BoundDevice device, DeviceUplink message, ReadOnlyContext context) {
        String scope = DeviceConflict.scope(message.address().device());
        Bond rival = device.rival();
        if (device.isInConflict() && rival != null) {
            var conflict =
                    new DeviceConflict(message.address(), device.bond().asset(), rival.asset(), message.arrival());
            context.output(DEVICES, LogRecord.of(LogTopics.CENSUS, scope, LogJson.encode(conflict)));
        } else if (before != null && before.isInConflict()) {
            context.output(DEVICES, LogRecord.removal(LogTopics.CENSUS, scope));
        }
    }

    private static AssetNews.Claim claim(DeviceAddress address, Birth birth, long arrival) {
        return new AssetNews.Claim(
                new AssetNews.CountPlace(address.kind(), address.district()),
                new BirthStamp(birth.t(), arrival, address.device()),
                birth.state(),
                new AssetNews.Share(
                        birth.share().households(),
                        birth.share().bays(),
                        Amount.millimetres(birth.share().lengthM())),
                DeviceTypes.reports(birth.identity().type()));
    }

    private static long silenceSeconds(DeviceAddress address, Birth birth) {
        if (!DeviceTypes.reports(birth.identity().type())) {
            return 0;
        }
        Integer seconds = birth.reportSeconds();
        Duration interval = seconds == null ? address.kind().reportInterval() : Duration.ofSeconds(seconds);
        return DeviceTypes.MISSED_REPORTS * interval.toSeconds();
    }

    private Listening listening(ReadOnlyContext context) throws Exception {
        ListeningState known = gateway();
        if (!known.isLearned()) {
            // Asking for the state takes a search, which is much for every message
            known.learn(context.getBroadcastState(ListeningState.PERIODS));
        }
        return known.listening();
    }

    private ListeningState gateway() {
        if (gateway == null) {
            throw new IllegalStateException("an element before open");
        }
        return gateway;
    }

    private ValueState<BoundDevice> state() {
        if (bound == null) {
            throw new IllegalStateException("an element before open");
        }
        return bound;
    }
}

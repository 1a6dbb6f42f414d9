package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.device.AlarmStore;
import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.state.AlarmPacker;
import io.citywatch.jobs.alarms.state.DevicePacker;
import io.citywatch.jobs.alarms.state.DeviceStateSerializer;
import io.citywatch.jobs.alarms.state.LiveAlarmSerializer;
import io.citywatch.jobs.alarms.state.PackedAlarm;
import io.citywatch.jobs.alarms.state.PackedDevice;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The keyed state of the device at hand: what is remembered of it, and its alarms by rule. Not thread-safe. */
final class DeviceStore implements AlarmStore {
    /** The alarms of a device by rule. */
    static final MapStateDescriptor<String, PackedAlarm> ALARMS =
            new MapStateDescriptor<>("alarms", Types.STRING, LiveAlarmSerializer.TYPE);

    private final ValueState<PackedDevice> devices;
    private final MapState<String, PackedAlarm> alarms;
    private final DevicePacker packer = new DevicePacker();
    private final AlarmPacker alarmPacker = new AlarmPacker();
    private @Nullable PackedDevice loaded;

    DeviceStore(RuntimeContext context) {
        devices = context.getState(new ValueStateDescriptor<>("device", DeviceStateSerializer.TYPE));
        alarms = context.getMapState(ALARMS);
    }

    DeviceState load() throws Exception {
        loaded = devices.value();
        return loaded == null ? new DeviceState() : packer.unpack(loaded);
    }

    /** Saves what was loaded last, unless there is nothing to remember: an action may name a device that never was. */
    void save(DeviceState device) throws Exception {
        if (device.isEmpty()) {
            devices.clear();
        } else if (loaded == null) {
            devices.update(packer.pack(device));
        } else {
            packer.repack(device, loaded);
            devices.update(loaded);
        }
    }

    /** Forgets the device and its alarms. */
    void clear() {
        alarms.clear();
        devices.clear();
    }

    @Override
    public @Nullable LiveAlarm get(String rule) {
        try {
            PackedAlarm alarm = alarms.get(rule);
            return alarm == null ? null : alarmPacker.unpack(alarm);
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }

    @Override
    public void put(LiveAlarm alarm) {
        try {
            alarms.put(alarm.alarm().rule(), alarmPacker.pack(alarm));
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }

    @Override
    public List<LiveAlarm> all() {
        try {
            List<LiveAlarm> all = new ArrayList<>();
            alarms.values().forEach(alarm -> all.add(alarmPacker.unpack(alarm)));
            return all;
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }
}

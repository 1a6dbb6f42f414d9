package io.citywatch.jobs.census;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import org.apache.flink.api.common.functions.FilterFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets every birth, event and bad state of a sensor through, and of everything else one message of a device a minute: it is
 * only a sign of life, or of a sensor that is well.
 *
 * <p>Which device was let through in which minute is remembered in a table of fixed size, in which devices of the same hash
 * displace each other. Then more comes through than is needed; never less.
 */
final class SignsOfLife implements FilterFunction<DeviceUplink> {
    private static final long serialVersionUID = 1;

    /** Of 100,000 devices that speak every few seconds, a table of this size thins nine in ten messages away. */
    private static final int PLACES = 1 << 17;

    private static final int SHIFT = Integer.SIZE - Integer.numberOfTrailingZeros(PLACES);
    private static final int HASH_FACTOR = 0x9E3779B9;

    private transient @Nullable Table table;

    @Override
    public boolean filter(DeviceUplink message) {
        for (DeviceMessage content : message.messages()) {
            if (!(content instanceof Reading reading) || isBad(reading.sensorState())) {
                return true;
            }
        }
        if (table == null) {
            table = new Table(new String[PLACES], new long[PLACES]);
        }
        return table.isNew(message.address().device(), BoundDevice.minute(message.arrival()));
    }

    private static boolean isBad(@Nullable SensorState state) {
        return state == SensorState.FAULT || state == SensorState.EXPIRED;
    }

    private record Table(@Nullable String[] devices, long[] minutes) {
        boolean isNew(String device, long minute) {
            int place = device.hashCode() * HASH_FACTOR >>> SHIFT;
            if (minutes[place] == minute && device.equals(devices[place])) {
                return false;
            }
            devices[place] = device;
            minutes[place] = minute;
            return true;
        }
    }
}

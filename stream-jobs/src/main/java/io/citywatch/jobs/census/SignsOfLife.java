package io.citywatch.jobs.census;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import org.apache.flink.api.common.functions.FilterFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets every birth, event and bad state of a sensor through, and of everything else one message of a device a minute: it is
 * only a sign of life, or of a sensor that is well. The first of those in a minute, and the first after each that was bad, comes
 * through beside the signs of life. A last will is no sign of life: the gateway speaks, not the device. Neither is what is
 * sent through again, which counts for what it says alone.
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
        if (message.channel() == Channel.DEATH) {
            return false;
        }
        if (table == null) {
            table = new Table(new String[PLACES], new long[PLACES], new boolean[PLACES]);
        }
        String device = message.address().device();
        boolean well = false;
        for (DeviceMessage content : message.messages()) {
            if (!(content instanceof Reading reading) || isBad(reading.sensorState())) {
                table.unwell(device);
                return true;
            }
            well |= reading.sensorState() == SensorState.NORMAL;
        }
        if (!message.isNews()) {
            return !message.messages().isEmpty();
        }
        return table.isNew(device, BoundDevice.minute(message.arrival()), well);
    }

    private static boolean isBad(@Nullable SensorState state) {
        return state == SensorState.FAULT || state == SensorState.EXPIRED;
    }

    /**
     * Who came through when.
     *
     * @param devices by place, whose it is
     * @param minutes in which minute since 1970 one came through
     * @param well whether one of that minute said that the sensor is well, and none since that it is not
     */
    private record Table(@Nullable String[] devices, long[] minutes, boolean[] well) {
        boolean isNew(String device, long minute, boolean saysWell) {
            int place = place(device);
            if (minutes[place] == minute && device.equals(devices[place])) {
                boolean isNews = saysWell && !well[place];
                well[place] |= saysWell;
                return isNews;
            }
            devices[place] = device;
            minutes[place] = minute;
            well[place] = saysWell;
            return true;
        }

        void unwell(String device) {
            int place = place(device);
            if (device.equals(devices[place])) {
                well[place] = false;
            }
        }

        private static int place(String device) {
            return device.hashCode() * HASH_FACTOR >>> SHIFT;
        }
    }
}

package io.citywatch.jobs.alarms.state;

/**
 * What is remembered of a device, as bytes. Immutable.
 *
 * <p>A city has hundreds of thousands of devices, of which a few say something at a time. Unpacked, each would be some
 * twenty objects that a collector has to follow and each checkpoint has to write field by field, while messages wait for a
 * processor. So a device is unpacked for its message and packed again.
 */
public final class PackedDevice {
    private final byte[] form;

    PackedDevice(byte[] form) {
        this.form = form;
    }

    /** In the newest form of {@link DeviceStateFields}; nobody writes into it. */
    byte[] form() {
        return form;
    }
}

package io.citywatch.jobs.alarms.state;

import java.util.Arrays;

/**
 * What is remembered of a device, as bytes.
 *
 * <p>A city has hundreds of thousands of devices, of which a few say something at a time. Unpacked, each would be some
 * twenty objects that a collector has to follow and each checkpoint has to write field by field, while messages wait for a
 * processor. So a device is unpacked for its message and packed again.
 *
 * <p>It is packed into the bytes that it had before, which are mostly as many. New ones would live as long as the old ones did, and a
 * collector would have to carry them there, once for each message. A state backend that keeps objects copies those that a checkpoint
 * still needs before it hands them out: between being handed out and being handed back they may change.
 */
public final class PackedDevice {
    private byte[] form;

    PackedDevice(byte[] form) {
        this.form = form;
    }

    /** In the newest form of {@link DeviceStateFields}; only to be read, and only until it {@linkplain #become becomes} another. */
    byte[] form() {
        return form;
    }

    /** Takes the first bytes of the array for its own. */
    void become(byte[] newest, int length) {
        if (form.length == length) {
            System.arraycopy(newest, 0, form, 0, length);
        } else {
            form = Arrays.copyOf(newest, length);
        }
    }

    /** One that does not change with this one. */
    PackedDevice copy() {
        return new PackedDevice(form.clone());
    }
}

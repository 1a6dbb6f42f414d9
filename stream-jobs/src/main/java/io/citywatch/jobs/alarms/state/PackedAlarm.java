package io.citywatch.jobs.alarms.state;

/**
 * An alarm of a device with what is due of it, as bytes. Never changes.
 *
 * <p>When a tenth of a city falls silent, as many alarms are there within seconds, and stay. Unpacked, each would be some twenty objects
 * that a collector carries twice to where they stay, while messages wait.
 */
public final class PackedAlarm {
    private final byte[] form;

    PackedAlarm(byte[] form) {
        this.form = form;
    }

    /** In the newest form of {@link LiveAlarmFields}; only to be read. */
    byte[] form() {
        return form;
    }
}

package io.citywatch.jobs.alarms;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.AlarmAction;

/** What concerns one device, and meets in its keyed state. */
sealed interface AlarmInput {
    /** The device. */
    String device();

    /** The device said something. */
    record Heard(DeviceUplink uplink) implements AlarmInput {
        @Override
        public String device() {
            return uplink.address().device();
        }
    }

    /** An operator did something. */
    record Acted(AlarmAction action) implements AlarmInput {
        @Override
        public String device() {
            return action.device();
        }
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.command.Command;

/** Where decisions go. */
public interface Outbox {
    /** An alarm's new state. */
    void alarm(Alarm alarm);

    void command(Command command);

    /** One more of these. */
    void count(AlarmMeter meter);
}

package io.citywatch.console.view;

import io.citywatch.telemetry.alarm.Alarm;

/**
 * Is told what changes in the views, by the thread that changes them, after the change. Told nothing while the views are
 * still catching up with the log.
 */
public interface ViewListener {
    /** The views have caught up: all that was known before is to be looked at anew. */
    void caughtUp();

    /** An alarm, or what is known of its device, has changed. */
    void alarmChanged(Alarm alarm);

    /** A count or a target's progress has changed. */
    void censusChanged();

    /** How many alarms call has changed. */
    void figuresChanged();
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alarms of the device at hand; most devices have none. */
public interface AlarmStore {
    /** The alarm of that rule, or null when it was never raised. */
    @Nullable
    LiveAlarm get(String rule);

    void put(LiveAlarm alarm);

    /** All of the device's alarms. */
    List<LiveAlarm> all();
}

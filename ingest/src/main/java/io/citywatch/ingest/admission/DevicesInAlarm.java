package io.citywatch.ingest.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The devices that have an alarm at the moment. Thread-safe. */
public final class DevicesInAlarm {
    private final Map<String, Integer> alarms = new ConcurrentHashMap<>();

    /** One more alarm stands at the device. */
    public void raised(String device) {
        alarms.merge(device, 1, Integer::sum);
    }

    /** An alarm at the device stands no more. */
    public void over(String device) {
        alarms.computeIfPresent(device, (name, count) -> count == 1 ? null : count - 1);
    }

    public boolean contains(String device) {
        return alarms.containsKey(device);
    }
}

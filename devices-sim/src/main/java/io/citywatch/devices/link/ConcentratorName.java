package io.citywatch.devices.link;

import io.citywatch.telemetry.topic.Names;

/**
 * Who a concentrator is.
 *
 * @param district the district whose devices it carries, six-digit administrative code
 * @param name its name within the district: 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 */
public record ConcentratorName(String district, String name) {
    /** Two simulators beside each other must not take over each other's connection. */
    private static final String PROCESS = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);

    public ConcentratorName {
        if (!Names.isDistrict(district)) {
            throw new IllegalArgumentException("district '" + district + "' is not six digits");
        }
        if (!Names.isDevice(name)) {
            throw new IllegalArgumentException("name '" + name + "' is not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    /** The MQTT user name. */
    public String userName() {
        return "concentrator/" + district + "/" + name;
    }

    String clientId() {
        return name + "-" + district + "-" + PROCESS;
    }
}

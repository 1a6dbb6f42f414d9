package io.citywatch.devices.fleet;

import java.util.Locale;

/** The sorts of devices in the city, as they stand in the {@code type} of a birth, with the model that is fitted. */
public enum DeviceType {
    DETECTOR_NETWORKED("GD-20N"),
    DETECTOR_WITH_SOLENOID_VALVE("GD-20V"),
    /** Purely mechanical: it is born by the installer's hand and never reports. */
    SELF_CLOSING_VALVE("ZB-15"),
    COVER_TILT("MC-3T"),
    BAY_GEOMAGNETIC("PK-1M"),
    PIPE_GAS("RP-40"),
    PIPE_WATER("WP-40"),
    BIN_LEVEL("WB-2U");

    private final String code;
    private final String model;

    DeviceType(String model) {
        this.code = name().toLowerCase(Locale.ROOT);
        this.model = model;
    }

    /** The type as it stands in a birth. */
    public String code() {
        return code;
    }

    public String model() {
        return model;
    }
}

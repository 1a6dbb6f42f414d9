package io.citywatch.telemetry.message;

import org.jspecify.annotations.Nullable;

/** What a device can report beside its readings. */
public enum EventType {
    /** The device's own limit was reached. */
    ALARM("alarm"),
    /** The device's own alarm is over. */
    RESTORE("restore"),
    FAULT("fault"),
    /** Somebody pressed the test button. */
    SELF_TEST("selfTest"),
    TAMPER("tamper"),
    LOW_BATTERY("lowBattery");

    private static final EventType[] VALUES = values();
    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** The type as it stands in a payload. */
    public String text() {
        return text;
    }

    /** The type of that text, or null when there is none. */
    public static @Nullable EventType ofText(String text) {
        for (EventType type : VALUES) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        return null;
    }
}

package io.citywatch.telemetry.facility;

import org.jspecify.annotations.Nullable;

/** What a gas sensor says of itself. Only in {@link #NORMAL} is its concentration a measurement. */
public enum SensorState {
    /** Heating up after power on; the concentration is not valid yet (three to five minutes). */
    WARMUP("warmup"),
    NORMAL("normal"),
    /** Broken; the concentration is not valid. */
    FAULT("fault"),
    /** Past its service life; it still measures, but nobody vouches for it. */
    EXPIRED("expired");

    private static final SensorState[] VALUES = values();
    private final String text;

    SensorState(String text) {
        this.text = text;
    }

    /** The state as it stands in a payload. */
    public String text() {
        return text;
    }

    /** The state of that text, or null when there is none. */
    public static @Nullable SensorState ofText(String text) {
        for (SensorState state : VALUES) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        return null;
    }

    /** The state with that ordinal. */
    public static SensorState ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}

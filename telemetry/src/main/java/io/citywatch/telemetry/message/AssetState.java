package io.citywatch.telemetry.message;

import org.jspecify.annotations.Nullable;

/** How far an asset has come on its way into service. The order is the way it goes. */
public enum AssetState {
    REGISTERED("registered"),
    INSTALLED("installed"),
    /** Tested and accepted: from here on it counts toward the target. */
    COMMISSIONED("commissioned"),
    DECOMMISSIONED("decommissioned");

    private static final AssetState[] VALUES = values();
    private final String text;

    AssetState(String text) {
        this.text = text;
    }

    /** The state as it stands in a payload. */
    public String text() {
        return text;
    }

    /** The state of that text, or null when there is none. */
    public static @Nullable AssetState ofText(String text) {
        for (AssetState state : VALUES) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        return null;
    }

    /** The state with that ordinal. */
    public static AssetState ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}

package io.citywatch.telemetry.programme;

import org.jspecify.annotations.Nullable;

/** What a target is counted in. */
public enum Measure {
    HOUSEHOLDS("households"),
    ASSETS("assets"),
    /** Metres of pipe. */
    LENGTH_M("lengthM"),
    BAYS("bays"),
    /** The platform itself: done when it runs. */
    PLATFORM("platform");

    private final String text;

    Measure(String text) {
        this.text = text;
    }

    /** The measure as it stands in the data file. */
    public String text() {
        return text;
    }

    /** The measure of that text, or null when there is none. */
    public static @Nullable Measure ofText(String text) {
        for (Measure measure : values()) {
            if (measure.text.equals(text)) {
                return measure;
            }
        }
        return null;
    }
}

package io.citywatch.telemetry.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** How bad an alarm is; worst first. Shown red, orange, yellow and blue. */
public enum Severity {
    CRITICAL("critical"),
    HIGH("high"),
    MEDIUM("medium"),
    LOW("low");

    private static final Severity[] VALUES = values();
    private final String text;

    Severity(String text) {
        this.text = text;
    }

    /** The severity as it stands in topics and JSON. */
    @JsonValue
    public String text() {
        return text;
    }

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }

    /** The severity of that text, or null when there is none. */
    public static @Nullable Severity ofText(String text) {
        for (Severity severity : VALUES) {
            if (severity.text.equals(text)) {
                return severity;
            }
        }
        return null;
    }
}

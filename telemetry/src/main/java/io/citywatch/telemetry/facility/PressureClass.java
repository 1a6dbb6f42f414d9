package io.citywatch.telemetry.facility;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The class of a gas main by its design pressure. Limits are set for a class, never for all mains alike.
 *
 * <p>The order of the constants is part of serialized state: new ones are added at the end.
 */
public enum PressureClass {
    LOW("low", 0, 10),
    MEDIUM_B("mediumB", 10, 200),
    MEDIUM_A("mediumA", 200, 400),
    SUB_HIGH_B("subHighB", 400, 800),
    SUB_HIGH_A("subHighA", 800, 1600),
    HIGH_B("highB", 1600, 2500),
    HIGH_A("highA", 2500, 4000);

    private static final PressureClass[] VALUES = values();
    private final String text;
    private final double minKpa;
    private final double maxKpa;

    PressureClass(String text, double minKpa, double maxKpa) {
        this.text = text;
        this.minKpa = minKpa;
        this.maxKpa = maxKpa;
    }

    /** The class as it stands in births and rules. */
    @JsonValue
    public String text() {
        return text;
    }

    /** The least design pressure of the class, in kPa. */
    public double minKpa() {
        return minKpa;
    }

    /** The greatest design pressure of the class, in kPa. */
    public double maxKpa() {
        return maxKpa;
    }

    /** The class of that text, or null when there is none. */
    public static @Nullable PressureClass ofText(String text) {
        for (PressureClass each : VALUES) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        return null;
    }

    /** The class with that ordinal. */
    public static PressureClass ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}

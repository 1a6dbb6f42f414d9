package io.citywatch.telemetry.meter;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a meter before anything is counted.
 *
 * @param name its name in the registry
 * @param type whether it counts, shows a state or measures a time
 * @param unit what is counted or measured
 * @param tag the name of its tag, or null when it has none, or several
 * @param text what it says, in a sentence
 */
public record MeterSpec(String name, MeterType type, String unit, @Nullable String tag, String text) {
    /** A meter without a tag that is always there. */
    public MeterSpec(String name, MeterType type, String unit, String text) {
        this(name, type, unit, null, text);
    }
}

package io.citywatch.telemetry.meter;

import org.jspecify.annotations.Nullable;

/** One of a part's meters. Each part lists its own in an enum, which its registry and the reference are made from. */
public interface Meter {
    /** What is known of it before anything is counted. */
    MeterSpec spec();

    /** Its name in the registry, for instance {@code citywatch.gateway.connects}. */
    default String meterName() {
        return spec().name();
    }

    default MeterType type() {
        return spec().type();
    }

    /** What is counted or measured. */
    default String unit() {
        return spec().unit();
    }

    /** The name of its tag, or null when it has none, or several. */
    default @Nullable String tag() {
        return spec().tag();
    }

    /** What the meter says, in a sentence. */
    default String text() {
        return spec().text();
    }
}

package io.citywatch.ingest.bridge;

import java.util.Locale;

/** Why a message is acknowledged to the broker and not appended. */
enum Unusable {
    /** The topic is not one on which a device speaks. */
    TOPIC,
    /** The payload is larger than the log takes from anybody. */
    SIZE,
    /** A copy that the broker had kept; nobody knows when it was said. */
    RETAINED;

    String tagValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}

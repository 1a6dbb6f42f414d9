package io.citywatch.telemetry.codec;

import org.jspecify.annotations.Nullable;

/**
 * The conventions in which devices write. Every one is listed here; each has one decoder.
 *
 * <p>Which one a message is in follows from its topic, from the content type that came with it, and from its first bytes
 * ({@link UplinkCodecs#conventionOf}). All are translated into objects of the platform's own JSON, so that names, types and
 * ranges are checked in one place.
 */
public enum Convention {
    /** The platform's own: an object or an array of objects. */
    JSON("json", "application/json"),
    /** SenML in JSON (RFC 8428). */
    SENML_JSON("senml-json", "application/senml+json"),
    /** SenML in CBOR (RFC 8428, section 6). */
    SENML_CBOR("senml-cbor", "application/senml+cbor"),
    /** What devices say on the topics of ThingsBoard's device API. */
    THINGSBOARD("thingsboard", null),
    /** Sparkplug B: what edge nodes say on the topics of {@code spBv1.0}; its decoder knows their births. */
    SPARKPLUG_B("sparkplug-b", null);

    private static final Convention[] VALUES = values();
    private final String text;
    private final @Nullable String contentType;

    Convention(String text, @Nullable String contentType) {
        this.text = text;
        this.contentType = contentType;
    }

    /** The convention's name, for people and options. */
    public String text() {
        return text;
    }

    /** The convention of that name, or null when there is none. */
    public static @Nullable Convention ofText(String text) {
        for (Convention convention : VALUES) {
            if (convention.text.equals(text)) {
                return convention;
            }
        }
        return null;
    }

    /** The content type that says so, or null where none does. */
    public @Nullable String contentType() {
        return contentType;
    }

    /** The convention that a message's content type names, or null when it names none. Case and parameters do not matter. */
    public static @Nullable Convention ofContentType(String text) {
        int end = text.indexOf(';');
        String type = (end < 0 ? text : text.substring(0, end)).strip();
        for (Convention convention : VALUES) {
            if (type.equalsIgnoreCase(convention.contentType)) {
                return convention;
            }
        }
        return null;
    }
}

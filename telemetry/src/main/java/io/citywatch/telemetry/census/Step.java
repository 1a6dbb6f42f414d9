package io.citywatch.telemetry.census;

/**
 * What assets are counted by: how far they have come, and how their sensors do.
 *
 * <p>The first three include each other. The others are of commissioned assets only; those after {@link #REPORTING} are of
 * these.
 */
public enum Step {
    /** At least registered. */
    REGISTERED("registered"),
    /** At least installed. */
    INSTALLED("installed"),
    /** Tested and accepted. */
    COMMISSIONED("commissioned"),
    /** Of a type that sends readings at all. */
    REPORTING("reporting"),
    /** Heard within three of its report intervals. */
    ALIVE("alive"),
    /** Not heard for so long. */
    SILENT("silent"),
    /** Says of itself that it is broken. */
    FAULTY("faulty"),
    /** Past its service life. */
    EXPIRED("expired"),
    /** Without a sensor that can be relied upon: silent, faulty or expired. */
    DOWN("down");

    private final String text;

    Step(String text) {
        this.text = text;
    }

    /** The step as it stands in documents. */
    public String text() {
        return text;
    }
}

package io.citywatch.telemetry.rule;

/** What the alarms of a rule have in common for which one stands. */
public enum FoldBy {
    /**
     * One cause: many of a concentrator, building, grid cell, district or the city, whatever their rules, within a short time. One that
     * comes alone stands for itself.
     */
    CAUSE("cause"),
    /** The rule and the district, from the first one on and however far apart: what comes slowly and is worked off slowly. */
    DISTRICT("district");

    private final String text;

    FoldBy(String text) {
        this.text = text;
    }

    /** The name as it stands in a rule's JSON. */
    public String text() {
        return text;
    }
}

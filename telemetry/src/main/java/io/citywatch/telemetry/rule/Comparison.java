package io.citywatch.telemetry.rule;

/** How a value meets a limit. */
public enum Comparison {
    /** Met by reaching the limit from below. */
    AT_LEAST("atLeast"),
    /** Met only beyond the limit. */
    ABOVE("above"),
    /** Met by reaching the limit from above. */
    AT_MOST("atMost"),
    /** Met only under the limit. */
    BELOW("below");

    private final String text;

    Comparison(String text) {
        this.text = text;
    }

    /** The comparison as it stands in a rule. */
    public String text() {
        return text;
    }

    /** Whether larger values are worse. */
    public boolean isUpward() {
        return this == AT_LEAST || this == ABOVE;
    }

    /** Whether the value meets the limit. */
    public boolean isMet(double value, double limit) {
        return switch (this) {
            case AT_LEAST -> value >= limit;
            case ABOVE -> value > limit;
            case AT_MOST -> value <= limit;
            case BELOW -> value < limit;
        };
    }

    /** Whether the value lies on the good side of a level; the level itself does not. */
    public boolean isGood(double value, double level) {
        return isUpward() ? value < level : value > level;
    }

    /** Whether a limit is harder to meet than another. */
    public boolean isHarder(double limit, double other) {
        return isUpward() ? limit > other : limit < other;
    }
}

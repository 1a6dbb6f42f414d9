package io.citywatch.jobs.historian.rollup;

import java.time.Duration;

/** How much time a roll-up sums up. */
public enum RollUpWidth {
    MINUTE(Duration.ofMinutes(1), "1m", "minutes"),
    HOUR(Duration.ofHours(1), "1h", "hours");

    private final long millis;
    private final String text;
    private final String policy;

    RollUpWidth(Duration width, String text, String policy) {
        millis = width.toMillis();
        this.text = text;
        this.policy = policy;
    }

    long millis() {
        return millis;
    }

    /** As InfluxQL writes it, and as a measurement's name ends. */
    String text() {
        return text;
    }

    /** The retention policy that keeps it. */
    public String policy() {
        return policy;
    }

    long startOf(long t) {
        return Math.floorDiv(t, millis) * millis;
    }
}

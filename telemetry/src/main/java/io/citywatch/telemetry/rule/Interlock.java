package io.citywatch.telemetry.rule;

import java.time.Duration;

/** What keeps a reaction back although its alarm stands. The alarm itself is never kept back. */
public enum Interlock {
    /** The device says that its sensor is warming up, and has not said since that it is well. */
    WARM_UP("warmUp", Duration.ofMinutes(5)),
    /** The device has said that it tests itself: somebody holds test gas to it. */
    SELF_TEST("selfTest", Duration.ofMinutes(2)),
    /** The alarm is a simulated device's, and the device that would act is real. */
    SIMULATED("simulated", Duration.ZERO);

    private static final Interlock[] VALUES = values();
    private final String text;
    private final Duration longest;

    Interlock(String text, Duration longest) {
        this.text = text;
        this.longest = longest;
    }

    /** The interlock as it stands in rules and in an alarm's history. */
    public String text() {
        return text;
    }

    /**
     * How long one word of the device holds the reaction back at most: what still burns afterwards is real. Warming up takes 3
     * to 5 minutes; after some seconds of test gas a detector needs a minute to recover. Zero where it does not end by time.
     */
    public Duration longest() {
        return longest;
    }

    /** The interlock with that ordinal. */
    public static Interlock ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}

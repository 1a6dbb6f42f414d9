package io.citywatch.jobs.alarms.series;

/** Keeps numbers within bounds, so that no input, however extreme, makes a statistic useless. */
final class Bounds {
    /** Values beyond it count as it: far beyond any physical quantity, and what is computed of them stays finite. */
    private static final double LARGEST = 1e30;

    private Bounds() {}

    /**
     * A value that can be reckoned with.
     *
     * @throws IllegalArgumentException when it is not finite
     */
    static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no value");
        }
        return reach(value, LARGEST);
    }

    /** The number, at most so far from 0. */
    static double reach(double number, double reach) {
        return within(number, -reach, reach);
    }

    static double within(double number, double least, double most) {
        return Math.min(Math.max(number, least), most);
    }
}

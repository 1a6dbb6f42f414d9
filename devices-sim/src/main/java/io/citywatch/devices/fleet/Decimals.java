package io.citywatch.devices.fleet;

/** Rounding to what an instrument shows, which is never a negative zero. */
final class Decimals {
    private Decimals() {}

    static double none(double value) {
        return Math.rint(value) + 0.0;
    }

    static double one(double value) {
        return Math.rint(value * 10) / 10 + 0.0;
    }

    static double two(double value) {
        return Math.rint(value * 100) / 100 + 0.0;
    }

    static double five(double value) {
        return Math.rint(value * 1e5) / 1e5 + 0.0;
    }
}

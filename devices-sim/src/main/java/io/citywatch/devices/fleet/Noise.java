package io.citywatch.devices.fleet;

/**
 * Numbers that look random and depend on nothing but what they are asked for.
 *
 * <p>No generator is carried along: the same seed, thing and moment give the same number in every run, in whatever order
 * they are asked, and a device costs no memory for it. The mixing is that of SplitMix64 (Steele, Lea, Flood 2014).
 */
public final class Noise {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private final long seed;

    public Noise(long seed) {
        this.seed = mix(seed + GOLDEN_GAMMA);
    }

    /** A number from 0 (inclusive) to 1 (exclusive) for that purpose, thing and moment. */
    public double unit(Purpose purpose, long thing, long moment) {
        long z = mix(seed ^ (thing * GOLDEN_GAMMA + purpose.ordinal()));
        return (mix(z + moment * GOLDEN_GAMMA) >>> 11) * UNIT;
    }

    /** A lasting trait of a thing, from 0 (inclusive) to 1 (exclusive). */
    public double trait(Purpose purpose, long thing) {
        return unit(purpose, thing, 0);
    }

    /** A number from {@code min} to {@code max}. */
    public double between(Purpose purpose, long thing, long moment, double min, double max) {
        return min + (max - min) * unit(purpose, thing, moment);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** What a number is for, so that two uses of the same thing and moment do not give the same number. */
    public enum Purpose {
        TYPE,
        LATITUDE,
        LONGITUDE,
        STREET,
        HOUSE,
        FIRMWARE,
        LENGTH,
        BATTERY,
        RADIO,
        GAS,
        CARBON_MONOXIDE,
        TEMPERATURE,
        TILT,
        WATER_LEVEL,
        BAY_CHANGE,
        BAY_STATE,
        MAGNETIC_FIELD,
        PRESSURE,
        FLOW,
        FILL_PHASE,
        FILL_PEAK,
        FILL_CYCLE,
        INCIDENT_TIME,
        INCIDENT_DEVICE,
        INCIDENT_KIND,
        INCIDENT_COURSE,
        VALVE_FAULT
    }
}

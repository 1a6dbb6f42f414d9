package io.citywatch.devices.fleet;

import java.time.Duration;

/**
 * The simulated city's time of day, which may pass faster than the world's.
 *
 * @param startHour the hour at the simulation's beginning, from 0 to 24
 * @param dayLength how long a day of the city lasts
 */
public record DayClock(double startHour, Duration dayLength) {
    private static final double NANOS_PER_MICRO = 1e3;

    public DayClock {
        if (!(startHour >= 0 && startHour < 24)) {
            throw new IllegalArgumentException("start hour " + startHour + " is outside 0 to 24");
        }
        if (dayLength.isNegative() || dayLength.isZero()) {
            throw new IllegalArgumentException("day length " + dayLength + " is not positive");
        }
    }

    /** Days since the simulation's first midnight, with their fraction, at that time since the beginning. */
    public double days(long atMicros) {
        return startHour / 24 + atMicros * NANOS_PER_MICRO / dayLength.toNanos();
    }

    /** The hour of the day, from 0 to 24, at that time since the beginning. */
    public double hour(long atMicros) {
        double days = days(atMicros);
        return (days - Math.floor(days)) * 24;
    }
}

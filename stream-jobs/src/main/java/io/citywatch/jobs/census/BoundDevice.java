package io.citywatch.jobs.census;

import org.jspecify.annotations.Nullable;

/**
 * A device and the asset that its births bind it to.
 *
 * @param newest its newest birth, which is what the register of devices says
 * @param bond the birth that binds it
 * @param rival the newest birth that names another asset; null when none does
 * @param life whether it was heard of late
 * @param condition what it says of its own state
 * @param age how old it is
 */
record BoundDevice(Bond newest, Bond bond, @Nullable Bond rival, Life life, Condition condition, Age age) {
    private static final long MINUTE_MILLIS = 60_000;

    /** A device that is moved is born once at its new place; one id at two places is born at both again and again. */
    private static final long CONFLICT_MILLIS = 24 * 60 * MINUTE_MILLIS;

    /**
     * Whether a device was heard of late.
     *
     * <p>Signs of life are kept to the minute. They are thinned to about one a minute before they get here, and which one of
     * a minute comes through depends on caches; what is known to the minute does not.
     *
     * @param silenceMillis after so much silence the device is not alive, in milliseconds; 0 for one that sends nothing anyway
     * @param heardMinute the minute since 1970 in which it was heard last
     * @param alive whether that is of late
     */
    record Life(long silenceMillis, long heardMinute, boolean alive) {
        Life heard(long arrival) {
            return new Life(silenceMillis, Math.max(heardMinute, minute(arrival)), reports());
        }

        Life silent() {
            return new Life(silenceMillis, heardMinute, false);
        }

        boolean reports() {
            return silenceMillis > 0;
        }

        /** When the device stops being alive if it is not heard, in milliseconds since 1970 UTC. */
        long deadline() {
            return (heardMinute + 1) * MINUTE_MILLIS + silenceMillis;
        }
    }

    /**
     * What a device says of its own state.
     *
     * @param t when it said so, in milliseconds since 1970 UTC
     * @param faulty whether it is broken
     * @param expired whether it is past its life
     */
    record Condition(long t, boolean faulty, boolean expired) {
        static final Condition UNKNOWN = new Condition(0, false, false);
    }

    /**
     * How old a device is.
     *
     * @param firstBornT its earliest birth, in milliseconds since 1970 UTC
     * @param serviceMillis how long it may serve, in milliseconds; 0: without an end
     * @param over whether that is over
     */
    record Age(long firstBornT, long serviceMillis, boolean over) {
        /** When its service life ends, in milliseconds since 1970 UTC. */
        long end() {
            return serviceMillis == 0 ? Long.MAX_VALUE : firstBornT + serviceMillis;
        }

        Age at(long t) {
            return new Age(firstBornT, serviceMillis, over || t >= end());
        }
    }

    /** The minute since 1970 in which that time lies. */
    static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }

    /** How it serves the asset that it is bound to. */
    Health health() {
        return new Health(true, life.alive(), condition.faulty(), condition.expired() || age.over());
    }

    /** Whether two places use its id at once. */
    boolean isInConflict() {
        return rival != null && rival.standing() && Math.abs(bond.t() - rival.t()) < CONFLICT_MILLIS;
    }

    BoundDevice with(Life other) {
        return new BoundDevice(newest, bond, rival, other, condition, age);
    }

    BoundDevice with(Condition other) {
        return new BoundDevice(newest, bond, rival, life, other, age);
    }

    BoundDevice with(Age other) {
        return new BoundDevice(newest, bond, rival, life, condition, other);
    }

    /** The device after a further birth. */
    BoundDevice born(Bond birth) {
        Bond newer = birth.isNewerThan(newest) ? birth : newest;
        if (birth.outranks(bond)) {
            Bond other = birth.asset().equals(bond.asset()) ? rival : newerOf(rival, bond, birth.asset());
            return new BoundDevice(newer, birth, other, life, condition, age);
        }
        Bond other = birth.asset().equals(bond.asset()) ? rival : newerOf(rival, birth, bond.asset());
        return new BoundDevice(newer, bond, other, life, condition, age);
    }

    /** The newer of two births; what is born for the asset itself is no rival of it. */
    private static Bond newerOf(@Nullable Bond one, Bond other, String asset) {
        return one != null && !one.asset().equals(asset) && one.isNewerThan(other) ? one : other;
    }
}

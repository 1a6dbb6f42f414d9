package io.citywatch.jobs.census;

import io.citywatch.jobs.uplink.Listening;
import io.citywatch.telemetry.registry.DeviceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A device and the asset that its births bind it to.
 *
 * @param newest its newest birth, which is what the register of devices says
 * @param bond the birth that binds it
 * @param second the newest of its births that name another asset than the newest birth does; null when none does
 * @param life whether it was heard of late
 * @param condition what it says of its own state
 * @param age how old it is
 * @param timer when its only timer goes off, in milliseconds since 1970 UTC; null when none is known of
 */
record BoundDevice(
        Bond newest, Bond bond, @Nullable Bond second, Life life, Condition condition, Age age, @Nullable Long timer) {
    private static final long SECOND_MILLIS = 1000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;

    /** A device that is moved is born once at its new place; one id at two places is born at both again and again. */
    private static final long CONFLICT_MILLIS = DAY_MILLIS;

    /**
     * Whether a device was heard of late.
     *
     * <p>Signs of life are kept to the minute. They are thinned to about one a minute before they get here, and which one of
     * a minute comes through depends on caches; what is known to the minute does not.
     *
     * <p>That minute is all that most messages change, and it {@linkplain #hear changes in its place}: new objects for each message would
     * live as long as those before them did, and a collector would have to carry them there. All else stays as it is made.
     */
    static final class Life {
        private final long silenceSeconds;
        private final boolean alive;
        private long heardMinute;

        /**
         * @param silenceSeconds after so much silence the device is not alive; 0 for one that sends nothing anyway
         * @param heardMinute the minute since 1970 in which it was heard last
         * @param alive whether that is of late
         */
        Life(long silenceSeconds, long heardMinute, boolean alive) {
            this.silenceSeconds = silenceSeconds;
            this.heardMinute = heardMinute;
            this.alive = alive;
        }

        long silenceSeconds() {
            return silenceSeconds;
        }

        long heardMinute() {
            return heardMinute;
        }

        boolean alive() {
            return alive;
        }

        /** Takes a sign of life of a device that is alive; gives whether anything is known by it that was not known before. */
        boolean hear(long arrival) {
            long minute = minute(arrival);
            if (minute <= heardMinute) {
                return false;
            }
            heardMinute = minute;
            return true;
        }

        /** One that does not change with this one. */
        Life copy() {
            return new Life(silenceSeconds, heardMinute, alive);
        }

        Life heard(long arrival) {
            return new Life(silenceSeconds, Math.max(heardMinute, minute(arrival)), reports());
        }

        /** The same at that time, when the device has not been heard since. */
        Life at(long t, Listening gateway) {
            return alive && silentAt(gateway) <= t ? new Life(silenceSeconds, heardMinute, false) : this;
        }

        boolean reports() {
            return silenceSeconds > 0;
        }

        /**
         * When the device stops being alive if it is not heard, in milliseconds since 1970 UTC: nobody is silent while the gateway is
         * deaf. Certain up to the watermark; what is later may become later still.
         */
        long silentAt(Listening gateway) {
            return gateway.silentAt(heardUntil(), silenceSeconds * SECOND_MILLIS);
        }

        /** The same if the gateway listens all the time. */
        long deadline() {
            return heardUntil() + silenceSeconds * SECOND_MILLIS;
        }

        private long heardUntil() {
            return (heardMinute + 1) * MINUTE_MILLIS;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Life life
                    && silenceSeconds == life.silenceSeconds
                    && heardMinute == life.heardMinute
                    && alive == life.alive;
        }

        @Override
        public int hashCode() {
            return Objects.hash(silenceSeconds, heardMinute, alive);
        }

        @Override
        public String toString() {
            return "Life[silenceSeconds=" + silenceSeconds + ", heardMinute=" + heardMinute + ", alive=" + alive + "]";
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
     * @param serviceDays how long it may serve; 0: without an end
     * @param over whether that is over
     */
    record Age(long firstBornT, int serviceDays, boolean over) {
        /** When its service life ends, in milliseconds since 1970 UTC. */
        long end() {
            return serviceDays == 0 ? Long.MAX_VALUE : firstBornT + serviceDays * DAY_MILLIS;
        }

        Age at(long t) {
            return new Age(firstBornT, serviceDays, over || t >= end());
        }
    }

    /** The beginning of the minute in which that time lies. */
    static long minuteStart(long millis) {
        return minute(millis) * MINUTE_MILLIS;
    }

    /** The minute since 1970 in which that time lies. */
    static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }

    /** How it serves the asset that it is bound to. */
    Health health() {
        return new Health(true, life.alive(), condition.faulty(), condition.expired() || age.over());
    }

    /** The newest birth that names another asset than it is bound to; null when none does. */
    @Nullable
    Bond rival() {
        return newest.asset().equals(bond.asset()) ? second : newest;
    }

    /** Whether two places use its id at once: a place that is at its end uses none. */
    boolean isInConflict() {
        Bond rival = rival();
        return rival != null && rival.standing() && Math.abs(bond.t() - rival.t()) < CONFLICT_MILLIS;
    }

    /**
     * When something about it changes though it is not heard: it falls silent, its service life ends, or it is forgotten. Null:
     * never.
     */
    @Nullable
    Long due(Listening gateway) {
        long silent = life.alive() ? life.silentAt(gateway) : Long.MAX_VALUE;
        long over = age.over() ? Long.MAX_VALUE : age.end();
        long due = Math.min(Math.min(silent, over), end());
        return due == Long.MAX_VALUE ? null : Long.valueOf(due);
    }

    /** Whether it was taken away, and has said nothing for so long that it is forgotten at that time. */
    boolean isGone(long t) {
        return end() <= t;
    }

    /** When it is forgotten if it is not heard; never while its newest birth says that it stands somewhere. */
    private long end() {
        return newest.standing() || !newest.asset().equals(bond.asset())
                ? Long.MAX_VALUE
                : Math.max(life.deadline(), newest.arrival()) + DeviceRecord.KEPT.toMillis();
    }

    /** The device at that time, when it has not been heard for as long as is known. */
    BoundDevice at(long t, Listening gateway) {
        return with(life.at(t, gateway)).with(age.at(t));
    }

    BoundDevice with(Life other) {
        return new BoundDevice(newest, bond, second, other, condition, age, timer);
    }

    BoundDevice with(Condition other) {
        return new BoundDevice(newest, bond, second, life, other, age, timer);
    }

    BoundDevice with(Age other) {
        return new BoundDevice(newest, bond, second, life, condition, other, timer);
    }

    BoundDevice withTimer(@Nullable Long other) {
        return new BoundDevice(newest, bond, second, life, condition, age, other);
    }

    /** The device after a further birth; the same after the same births in any order. */
    BoundDevice born(Bond birth) {
        Bond binding = birth.outranks(bond) ? birth : bond;
        boolean isSame = birth.asset().equals(newest.asset());
        if (birth.isNewerThan(newest)) {
            return new BoundDevice(birth, binding, isSame ? second : newest, life, condition, age, timer);
        }
        Bond other = !isSame && (second == null || birth.isNewerThan(second)) ? birth : second;
        return new BoundDevice(newest, binding, other, life, condition, age, timer);
    }
}

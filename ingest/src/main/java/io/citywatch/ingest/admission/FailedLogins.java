package io.citywatch.ingest.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The failed log-ins of late, by source address and by user name, and how long the answer to the next one waits.
 *
 * <p>Each failure doubles the wait; half of them are forgiven each half minute. Who has the right password never waits: behind
 * a balancer a whole city has one address, and anybody could fail in the name of a siren. Thread-safe; of many sources and
 * names those that failed longest ago are forgotten.
 */
public final class FailedLogins {
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final double HALF_LIFE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int REMEMBERED = 10_000;

    private final LongSupplier nanoClock;
    private final Map<String, Failures> bySource = new Recent();
    private final Map<String, Failures> byUserName = new Recent();

    public FailedLogins(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Notes a failure; gives how long its answer waits. */
    public synchronized Duration failed(String source, String userName) {
        long now = nanoClock.getAsLong();
        double count = Math.max(add(bySource, source, now), add(byUserName, userName, now));
        double millis = FIRST_WAIT_MILLIS * Math.pow(2, Math.min(count, 16) - 1);
        return Duration.ofMillis((long) Math.min(LONGEST_WAIT.toMillis(), millis));
    }

    private static double add(Map<String, Failures> failures, String who, long now) {
        Failures before = failures.get(who);
        double count = (before == null ? 0 : before.decayed(now)) + 1;
        failures.put(who, new Failures(count, now));
        return count;
    }

    private record Failures(double count, long at) {
        double decayed(long now) {
            return count * Math.pow(0.5, (now - at) / HALF_LIFE_NANOS);
        }
    }

    /** In the order of the last failure. */
    private static final class Recent extends LinkedHashMap<String, Failures> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    }
}

package io.citywatch.devices.city;

import io.citywatch.devices.fleet.DayClock;
import io.citywatch.devices.fleet.FleetPlan;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What city is simulated, and at what pace. The same options make the same city.
 *
 * @param size which city: {@code tiny} (100 devices), {@code small} (about 2,000, the default) or {@code city} (751,100)
 * @param seed from which everything is drawn; default 1
 * @param reportInterval how often every device reports, 1 ms to 40 days; null, the default: as its kind does in that city
 * @param speed how many times faster than planned devices report and the day passes, above 0 to 100,000; default 1.
 *     Incidents keep their pace.
 * @param birthSpread over how long the births of all devices are spread at the beginning, up to a day; null, the default: 2 s
 *     for {@code tiny}, 10 s for {@code small}, 150 s for {@code city}
 * @param incidents whether leaks, tilted covers, installations and the like happen; default true
 */
public record CityOptions(
        FleetPlan.Size size,
        long seed,
        @Nullable Duration reportInterval,
        double speed,
        @Nullable Duration birthSpread,
        boolean incidents) {
    private static final Duration MIN_INTERVAL = Duration.ofMillis(1);
    private static final Duration MAX_INTERVAL = Duration.ofDays(40);
    private static final Duration MAX_BIRTH_SPREAD = Duration.ofDays(1);
    private static final double MAX_SPEED = 100_000;
    /** Half past seven: the city gets up, and something is happening in every pipe. */
    private static final double START_HOUR = 7.5;

    public CityOptions {
        if (!(speed > 0 && speed <= MAX_SPEED)) {
            throw new IllegalArgumentException("speed " + speed + " is not above 0 and up to " + MAX_SPEED);
        }
        if (reportInterval != null
                && (reportInterval.compareTo(MIN_INTERVAL) < 0 || reportInterval.compareTo(MAX_INTERVAL) > 0)) {
            throw new IllegalArgumentException("report interval " + seconds(reportInterval) + " is outside "
                    + seconds(MIN_INTERVAL) + " to " + seconds(MAX_INTERVAL));
        }
        if (birthSpread != null && (birthSpread.isNegative() || birthSpread.compareTo(MAX_BIRTH_SPREAD) > 0)) {
            throw new IllegalArgumentException(
                    "birth spread " + seconds(birthSpread) + " is outside 0 to " + seconds(MAX_BIRTH_SPREAD));
        }
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** The small city with seed 1. */
    public static CityOptions small() {
        return of(FleetPlan.Size.SMALL);
    }

    /** A city of that size with seed 1, at its own pace. */
    public static CityOptions of(FleetPlan.Size size) {
        return new CityOptions(size, 1, null, 1, null, true);
    }

    FleetPlan plan() {
        return size.plan().paced(reportInterval, speed);
    }

    Duration births() {
        return birthSpread == null ? size.birthSpread() : birthSpread;
    }

    DayClock clock() {
        return new DayClock(
                START_HOUR,
                Duration.ofMillis(Math.max(1, Math.round(size.dayLength().toMillis() / speed))));
    }
}

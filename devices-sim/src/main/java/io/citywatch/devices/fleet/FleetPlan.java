package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many devices of which kind a city has.
 *
 * @param kinds one plan for each kind
 * @param mechanicalShare the share, from 0 to 1, of gas safety devices that are mechanical and send nothing after their birth
 */
public record FleetPlan(List<KindPlan> kinds, double mechanicalShare) {
    private static final FleetPlan TINY_PLAN = new FleetPlan(
            List.of(
                    small(FacilityKind.GAS, 60, 20, 10),
                    small(FacilityKind.MANHOLE, 12, 5, 10),
                    small(FacilityKind.PARKING, 12, 5, 10),
                    small(FacilityKind.GAS_PIPE, 6, 2, 10),
                    small(FacilityKind.WATER_PIPE, 4, 2, 10),
                    small(FacilityKind.WASTE, 6, 2, 10)),
            0.1);
    private static final FleetPlan SMALL_PLAN = new FleetPlan(
            List.of(
                    small(FacilityKind.GAS, 1480, 4000, 30),
                    small(FacilityKind.MANHOLE, 200, 500, 60),
                    small(FacilityKind.PARKING, 160, 500, 40),
                    small(FacilityKind.GAS_PIPE, 60, 100, 20),
                    small(FacilityKind.WATER_PIPE, 40, 100, 20),
                    small(FacilityKind.WASTE, 60, 100, 60)),
            0.1);
    private static final FleetPlan CITY_PLAN = new FleetPlan(
            List.of(
                    city(FacilityKind.GAS, 740_160),
                    city(FacilityKind.MANHOLE, 8_120),
                    city(FacilityKind.PARKING, 1_000),
                    city(FacilityKind.GAS_PIPE, 800),
                    city(FacilityKind.WATER_PIPE, 270),
                    city(FacilityKind.WASTE, 750)),
            0);

    public FleetPlan {
        kinds = List.copyOf(kinds);
        if (!(mechanicalShare >= 0 && mechanicalShare <= 1)) {
            throw new IllegalArgumentException("mechanical share " + mechanicalShare + " is outside 0 to 1");
        }
    }

    /** The same devices, reporting at another interval each; with null each kind keeps its own. Speed divides it. */
    public FleetPlan paced(@Nullable Duration interval, double speed) {
        List<KindPlan> paced = kinds.stream()
                .map(plan -> plan.every(divide(interval == null ? plan.reportInterval() : interval, speed)))
                .toList();
        return new FleetPlan(paced, mechanicalShare);
    }

    private static Duration divide(Duration interval, double speed) {
        return Duration.ofNanos(Math.round(interval.toNanos() / speed));
    }

    /** Cities that come with the simulator. */
    public enum Size {
        /** 100 devices of all kinds, each reporting every ten seconds: so few that every message can be looked at. */
        TINY,
        /**
         * About 2,000 devices in the city's proportions, but with enough of the rare kinds to see each of them; they report
         * far more often than in life, so that something is to be seen within a minute.
         */
        SMALL,
        /**
         * Everything that the year's programme asks for, at the intervals of real devices. All gas devices report, which is
         * the upper bound; pipes are cut into segments of 100 m, and a waste station serves 500 households.
         */
        CITY;

        public FleetPlan plan() {
            return switch (this) {
                case TINY -> TINY_PLAN;
                case SMALL -> SMALL_PLAN;
                case CITY -> CITY_PLAN;
            };
        }

        /** How long a day of that city lasts. */
        public Duration dayLength() {
            return switch (this) {
                case TINY, SMALL -> Duration.ofHours(1);
                case CITY -> Duration.ofDays(1);
            };
        }

        /** Over how long the births are spread when the simulation begins. */
        public Duration birthSpread() {
            return switch (this) {
                case TINY -> Duration.ofSeconds(2);
                case SMALL -> Duration.ofSeconds(10);
                // 751,100 births at about 5,000 a second
                case CITY -> Duration.ofSeconds(150);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static KindPlan small(FacilityKind kind, int devices, int room, int intervalSeconds) {
        return new KindPlan(kind, devices, room, Duration.ofSeconds(intervalSeconds));
    }

    private static KindPlan city(FacilityKind kind, int devices) {
        return new KindPlan(kind, devices, devices / 10, kind.reportInterval());
    }
}

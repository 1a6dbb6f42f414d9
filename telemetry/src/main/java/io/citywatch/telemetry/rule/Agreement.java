package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.message.Birth;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it means when neighbours agree: the conditions of several devices of one group began within a time, or one began while the
 * others stood, so none of them is a sensor's whim, and the alarms of the rule become worse.
 *
 * <p>A condition that is over again still counts until the time is over: a leak comes and goes with the draught. One that stands
 * counts as long as it does, for a day at most.
 *
 * @param group what the devices have in common
 * @param within the time in which their conditions have to begin, where the older ones don't stand any more
 * @param members how many devices it takes
 * @param severity how bad the rule's alarms are then
 * @param with other rules whose conditions count as well, as evidence only: their alarms stay as they are
 */
public record Agreement(GroupBy group, Duration within, int members, Severity severity, Set<String> with) {
    public Agreement {
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("neighbours can't agree within " + within);
        }
        if (members < 2) {
            throw new IllegalArgumentException("one device agrees with nobody");
        }
        with = Set.copyOf(with);
    }

    /** What neighbours have in common. */
    public enum GroupBy {
        /** The building they are in. */
        BUILDING("building"),
        /** The main that they measure, or lie beside. */
        MAIN("main"),
        /** The cell of the city's grid. */
        CELL("cell");

        private final String text;

        GroupBy(String text) {
            this.text = text;
        }

        /** The name as it stands in a rule's JSON. */
        public String text() {
            return text;
        }

        /** The name of the group to which a device of those neighbours belongs; null: to none. */
        public @Nullable String nameOf(Birth.Neighbours neighbours) {
            return switch (this) {
                case BUILDING -> neighbours.building();
                case MAIN -> neighbours.main();
                case CELL -> neighbours.gridCell();
            };
        }
    }
}

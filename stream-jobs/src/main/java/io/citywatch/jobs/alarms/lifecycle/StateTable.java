package io.citywatch.jobs.alarms.lifecycle;

import static io.citywatch.jobs.alarms.lifecycle.Refusal.ALREADY_ACKNOWLEDGED;
import static io.citywatch.jobs.alarms.lifecycle.Refusal.ALREADY_SHELVED;
import static io.citywatch.jobs.alarms.lifecycle.Refusal.NOT_IN_SERVICE;
import static io.citywatch.jobs.alarms.lifecycle.Refusal.NOT_SHELVED;
import static io.citywatch.jobs.alarms.lifecycle.Refusal.NOT_STANDING;
import static io.citywatch.telemetry.alarm.AlarmState.ACKED;
import static io.citywatch.telemetry.alarm.AlarmState.NORM;
import static io.citywatch.telemetry.alarm.AlarmState.OUT_OF_SERVICE;
import static io.citywatch.telemetry.alarm.AlarmState.RTNUN;
import static io.citywatch.telemetry.alarm.AlarmState.SHELVED;
import static io.citywatch.telemetry.alarm.AlarmState.SUPPRESSED;
import static io.citywatch.telemetry.alarm.AlarmState.UNACK;

import io.citywatch.telemetry.alarm.AlarmState;
import java.util.EnumMap;
import java.util.Map;

/** The state machine of an alarm by ISA-18.2: for each state, what comes of each cause. */
public final class StateTable {
    private static final Outcome STAY = new Outcome.Stay();
    private static final Outcome CONDITION = new Outcome.ToCondition();
    private static final Outcome NOTHING = new Outcome.Nothing();

    private static final Map<AlarmState, Map<Cause, Outcome>> TABLE = new EnumMap<>(AlarmState.class);

    // spotless:off
    static {
        //                   raise       worsen      clear       acknowledge                 shelve
        // unshelve
        row(NORM, to(UNACK), NOTHING, NOTHING, no(NOT_STANDING), to(SHELVED), no(NOT_SHELVED));
        row(UNACK, NOTHING, STAY, to(RTNUN), to(ACKED), to(SHELVED), no(NOT_SHELVED));
        row(ACKED, NOTHING, to(UNACK), to(NORM), no(ALREADY_ACKNOWLEDGED), to(SHELVED), no(NOT_SHELVED));
        row(RTNUN, to(UNACK), NOTHING, NOTHING, to(NORM), to(SHELVED), no(NOT_SHELVED));
        row(SHELVED, STAY, STAY, STAY, no(NOT_STANDING), no(ALREADY_SHELVED), CONDITION);
        row(SUPPRESSED, STAY, STAY, STAY, no(NOT_STANDING), no(NOT_IN_SERVICE), no(NOT_SHELVED));
        row(OUT_OF_SERVICE, STAY, STAY, STAY, no(NOT_STANDING), no(NOT_IN_SERVICE), no(NOT_SHELVED));
    }
    // spotless:on

    private StateTable() {}

    /** What comes of the cause in that state. */
    public static Outcome outcome(AlarmState state, Cause cause) {
        Map<Cause, Outcome> row = TABLE.get(state);
        Outcome outcome = row == null ? null : row.get(cause);
        if (outcome == null) {
            throw new IllegalStateException("the table has no place for " + cause + " in " + state);
        }
        return outcome;
    }

    private static void row(AlarmState state, Outcome... outcomes) {
        Cause[] causes = Cause.values();
        if (outcomes.length != causes.length) {
            throw new IllegalArgumentException(
                    state + " has " + outcomes.length + " of " + causes.length + " outcomes");
        }
        Map<Cause, Outcome> row = new EnumMap<>(Cause.class);
        for (int i = 0; i < causes.length; i++) {
            row.put(causes[i], outcomes[i]);
        }
        TABLE.put(state, row);
    }

    private static Outcome to(AlarmState state) {
        return new Outcome.To(state);
    }

    private static Outcome no(Refusal refusal) {
        return new Outcome.Refused(refusal);
    }
}

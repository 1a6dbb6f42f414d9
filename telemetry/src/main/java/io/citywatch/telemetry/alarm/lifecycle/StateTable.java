package io.citywatch.telemetry.alarm.lifecycle;

import static io.citywatch.telemetry.alarm.lifecycle.Cause.ACKNOWLEDGE;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.ANSWER;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.CLEAR;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.COMMAND;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.COMMENT;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.ESCALATE;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.FOLD;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.NO_ANSWER;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.RAISE;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.RESET;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.RETURN_TO_SERVICE;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.SHELVE;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.SUPPRESS;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.UNFOLD;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.UNSHELVE;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.UNSUPPRESS;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.WITHHELD;
import static io.citywatch.telemetry.alarm.lifecycle.Cause.WORSEN;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.ALREADY_ACKNOWLEDGED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.ALREADY_OUT_OF_SERVICE;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.ALREADY_SHELVED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.ALREADY_SUPPRESSED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_ACKNOWLEDGED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_IN_SERVICE;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_LATCHED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_OUT_OF_SERVICE;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_SHELVED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_STANDING;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.NOT_SUPPRESSED;
import static io.citywatch.telemetry.alarm.lifecycle.Refusal.STILL_ACTIVE;

import io.citywatch.telemetry.alarm.AlarmState;
import java.util.EnumMap;
import java.util.Map;

/**
 * The state machine of an alarm by ISA-18.2: for each cause, what comes of it in each state.
 *
 * <p>{@code CONDITION} is the state that the condition has now: active or not, acknowledged or not, latched or not.
 */
public final class StateTable {
    private static final Outcome STAY = new Outcome.Stay();
    private static final Outcome CONDITION = new Outcome.ToCondition();
    private static final Outcome NOTHING = new Outcome.Nothing();

    private static final Outcome UNACK = new Outcome.To(AlarmState.UNACK);
    private static final Outcome ACKED = new Outcome.To(AlarmState.ACKED);
    private static final Outcome NORM = new Outcome.To(AlarmState.NORM);
    private static final Outcome SHELVED = new Outcome.To(AlarmState.SHELVED);
    private static final Outcome SUPPRESSED = new Outcome.To(AlarmState.SUPPRESSED);
    private static final Outcome OUT = new Outcome.To(AlarmState.OUT_OF_SERVICE);

    private static final Outcome SEEN = no(ALREADY_ACKNOWLEDGED);
    private static final Outcome DOWN = no(NOT_STANDING);
    private static final Outcome HOLDS = no(STILL_ACTIVE);
    private static final Outcome UNSEEN = no(NOT_ACKNOWLEDGED);
    private static final Outcome LOOSE = no(NOT_LATCHED);
    private static final Outcome TWICE = no(ALREADY_SHELVED);
    private static final Outcome AWAY = no(NOT_IN_SERVICE);
    private static final Outcome NO_SHELF = no(NOT_SHELVED);
    private static final Outcome NO_WORK = no(NOT_SUPPRESSED);
    private static final Outcome AT_WORK = no(ALREADY_SUPPRESSED);
    private static final Outcome OUT_TWICE = no(ALREADY_OUT_OF_SERVICE);
    private static final Outcome IN_USE = no(NOT_OUT_OF_SERVICE);

    private static final Map<Cause, Map<AlarmState, Outcome>> TABLE = new EnumMap<>(Cause.class);

    // spotless:off
    static {
        //                        NORM        UNACK       ACKED       RTNUN       SHELVED     SUPPRESSED  OUT_OF_S.   LATCHED
        row(RAISE,                UNACK,      NOTHING,    NOTHING,    UNACK,      STAY,       STAY,       STAY,       UNACK);
        row(WORSEN,               NOTHING,    STAY,       UNACK,      NOTHING,    STAY,       STAY,       STAY,       NOTHING);
        row(CLEAR,                NOTHING,    CONDITION,  CONDITION,  NOTHING,    STAY,       STAY,       STAY,       NOTHING);
        row(ESCALATE,             NOTHING,    STAY,       NOTHING,    STAY,       NOTHING,    NOTHING,    NOTHING,    NOTHING);
        row(COMMAND,              STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY);
        row(WITHHELD,             STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY);
        row(ANSWER,               STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY);
        row(NO_ANSWER,            STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY);
        row(FOLD,                 SUPPRESSED, SUPPRESSED, SUPPRESSED, SUPPRESSED, NOTHING,    NOTHING,    NOTHING,    SUPPRESSED);
        row(UNFOLD,               NOTHING,    NOTHING,    NOTHING,    NOTHING,    NOTHING,    CONDITION,  NOTHING,    NOTHING);
        row(ACKNOWLEDGE,          DOWN,       ACKED,      SEEN,       CONDITION,  DOWN,       DOWN,       DOWN,       SEEN);
        row(RESET,                LOOSE,      HOLDS,      HOLDS,      UNSEEN,     DOWN,       DOWN,       DOWN,       NORM);
        row(COMMENT,              STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY,       STAY);
        row(SHELVE,               SHELVED,    SHELVED,    SHELVED,    SHELVED,    TWICE,      AWAY,       AWAY,       SHELVED);
        row(UNSHELVE,             NO_SHELF,   NO_SHELF,   NO_SHELF,   NO_SHELF,   CONDITION,  NO_SHELF,   NO_SHELF,   NO_SHELF);
        row(SUPPRESS,             SUPPRESSED, SUPPRESSED, SUPPRESSED, SUPPRESSED, SUPPRESSED, AT_WORK,    AWAY,       SUPPRESSED);
        row(UNSUPPRESS,           NO_WORK,    NO_WORK,    NO_WORK,    NO_WORK,    NO_WORK,    CONDITION,  NO_WORK,    NO_WORK);
        row(Cause.OUT_OF_SERVICE, OUT,        OUT,        OUT,        OUT,        OUT,        OUT,        OUT_TWICE,  OUT);
        row(RETURN_TO_SERVICE,    IN_USE,     IN_USE,     IN_USE,     IN_USE,     IN_USE,     IN_USE,     CONDITION,  IN_USE);
    }
    // spotless:on

    private StateTable() {}

    /** What comes of the cause in that state. */
    public static Outcome outcome(AlarmState state, Cause cause) {
        Map<AlarmState, Outcome> row = TABLE.get(cause);
        Outcome outcome = row == null ? null : row.get(state);
        if (outcome == null) {
            throw new IllegalStateException("the table has no place for " + cause + " in " + state);
        }
        return outcome;
    }

    private static void row(Cause cause, Outcome... outcomes) {
        AlarmState[] states = AlarmState.values();
        if (outcomes.length != states.length) {
            throw new IllegalArgumentException(
                    cause + " has " + outcomes.length + " of " + states.length + " outcomes");
        }
        Map<AlarmState, Outcome> row = new EnumMap<>(AlarmState.class);
        for (int i = 0; i < states.length; i++) {
            row.put(states[i], outcomes[i]);
        }
        TABLE.put(cause, row);
    }

    private static Outcome no(Refusal refusal) {
        return new Outcome.Refused(refusal);
    }
}

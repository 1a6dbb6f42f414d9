package io.citywatch.telemetry.alarm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.AlarmState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class StateTableTest {
    /**
     * The whole table once more, as ISA-18.2 draws it: a state to go to, {@code =} for a step that is recorded and leaves the
     * state, {@code -} for nothing, {@code ?} for the state that the condition has, or the refusal.
     */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # cause,            NORM,        UNACK,        ACKED,       RTNUN,       SHELVED,     SUPPRESSED,  OUT_OF_SERVICE, LATCHED
            RAISE,              UNACK,       -,            -,           UNACK,       =,           =,           =,              UNACK
            WORSEN,             -,           =,            UNACK,       -,           =,           =,           =,              -
            CLEAR,              -,           ?,            ?,           -,           =,           =,           =,              -
            ESCALATE,           -,           =,            -,           =,           -,           -,           -,              -
            FOLD,               SUPPRESSED,  SUPPRESSED,   SUPPRESSED,  SUPPRESSED,  -,           -,           -,              SUPPRESSED
            UNFOLD,             -,           -,            -,           -,           -,           ?,           -,              -
            ACKNOWLEDGE,        NOT_STANDING, ACKED,       ALREADY_ACKNOWLEDGED, ?,  NOT_STANDING, NOT_STANDING, NOT_STANDING, ALREADY_ACKNOWLEDGED
            RESET,              NOT_LATCHED, STILL_ACTIVE, STILL_ACTIVE, NOT_ACKNOWLEDGED, NOT_STANDING, NOT_STANDING, NOT_STANDING, NORM
            COMMENT,            =,           =,            =,           =,           =,           =,           =,              =
            SHELVE,             SHELVED,     SHELVED,      SHELVED,     SHELVED,     ALREADY_SHELVED, NOT_IN_SERVICE, NOT_IN_SERVICE, SHELVED
            UNSHELVE,           NOT_SHELVED, NOT_SHELVED,  NOT_SHELVED, NOT_SHELVED, ?,           NOT_SHELVED, NOT_SHELVED,    NOT_SHELVED
            SUPPRESS,           SUPPRESSED,  SUPPRESSED,   SUPPRESSED,  SUPPRESSED,  SUPPRESSED,  ALREADY_SUPPRESSED, NOT_IN_SERVICE, SUPPRESSED
            UNSUPPRESS,         NOT_SUPPRESSED, NOT_SUPPRESSED, NOT_SUPPRESSED, NOT_SUPPRESSED, NOT_SUPPRESSED, ?, NOT_SUPPRESSED, NOT_SUPPRESSED
            OUT_OF_SERVICE,     OUT_OF_SERVICE, OUT_OF_SERVICE, OUT_OF_SERVICE, OUT_OF_SERVICE, OUT_OF_SERVICE, OUT_OF_SERVICE, ALREADY_OUT_OF_SERVICE, OUT_OF_SERVICE
            RETURN_TO_SERVICE,  NOT_OUT_OF_SERVICE, NOT_OUT_OF_SERVICE, NOT_OUT_OF_SERVICE, NOT_OUT_OF_SERVICE, NOT_OUT_OF_SERVICE, NOT_OUT_OF_SERVICE, ?, NOT_OUT_OF_SERVICE
            """)
    void everyRowIsAsTheStandardDrawsIt(ArgumentsAccessor row) {
        Cause cause = Cause.valueOf(row.getString(0));
        for (AlarmState state : AlarmState.values()) {
            Outcome outcome = StateTable.outcome(state, cause);

            assertThat(text(outcome)).as(cause + " in " + state).isEqualTo(row.getString(state.ordinal() + 1));
        }
    }

    private static String text(Outcome outcome) {
        if (outcome instanceof Outcome.To to) {
            return to.state().name();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return refused.refusal().name();
        }
        if (outcome instanceof Outcome.Stay) {
            return "=";
        }
        return outcome instanceof Outcome.Nothing ? "-" : "?";
    }
}

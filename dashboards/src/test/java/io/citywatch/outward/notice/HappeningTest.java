package io.citywatch.outward.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HappeningTest {
    @ParameterizedTest
    @CsvSource({
        "raise, NORM, UNACK, RAISED",
        "raise, RTNUN, UNACK, RAISED",
        "raise, LATCHED, UNACK, RAISED",
        "raise, SUPPRESSED, SUPPRESSED, NOTED",
        "suppress, NORM, SUPPRESSED, NOTED",
        "worsen, UNACK, UNACK, WORSENED",
        "worsen, ACKED, UNACK, WORSENED",
        "worsen, SHELVED, UNACK, WORSENED",
        "worsen, SHELVED, SHELVED, NOTED",
        "escalate, UNACK, UNACK, ESCALATED",
        "escalate, RTNUN, RTNUN, NOTED",
        "acknowledge, UNACK, ACKED, ACKNOWLEDGED",
        "acknowledge, RTNUN, NORM, ACKNOWLEDGED",
        "clear, UNACK, RTNUN, CLEARED",
        "clear, ACKED, NORM, CLEARED",
        "clear, ACKED, LATCHED, CLEARED",
        "clear, SHELVED, SHELVED, NOTED",
        "shelve, UNACK, SHELVED, PUT_ASIDE",
        "outOfService, RTNUN, OUT_OF_SERVICE, PUT_ASIDE",
        "suppress, ACKED, SUPPRESSED, PUT_ASIDE",
        "unshelve, SHELVED, UNACK, RAISED",
        "unshelve, SHELVED, ACKED, RAISED",
        "unshelve, SHELVED, NORM, NOTED",
        "comment, UNACK, UNACK, NOTED",
        "reset, LATCHED, NORM, NOTED"
    })
    void transitionMeansSomethingOutside(String cause, AlarmState from, AlarmState to, Happening meaning) {
        var step = new Transition(1, from, to, Severity.HIGH, cause, null, null, null);

        assertThat(Happening.of(step)).isEqualTo(meaning);
    }
}

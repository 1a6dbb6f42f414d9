package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.rule.DefaultRules.MANHOLE_TILT;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.RuleAttention;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that latches its alarms, and what operators say about them. */
class LatchingTest {
    private final WatchedDevice cover = new WatchedDevice(FacilityKind.MANHOLE, latching());

    @Test
    void whatIsOverAndSeenWaitsForAReset() {
        cover.tilt(0, 100);
        cover.acknowledges(10, MANHOLE_TILT);
        cover.tilt(20, 0);
        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.LATCHED);

        reset(30);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.NORM);
        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "acknowledge", "clear", "reset");
    }

    @Test
    void whatIsOverIsAcknowledgedBeforeItIsReset() {
        cover.tilt(0, 100);
        reset(10);
        cover.tilt(20, 0);
        reset(30);
        cover.acknowledges(40, MANHOLE_TILT);
        reset(50);
        reset(60);

        assertThat(cover.refusals).containsExactly(Refusal.STILL_ACTIVE, Refusal.NOT_ACKNOWLEDGED, Refusal.NOT_LATCHED);
        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.NORM);
    }

    @Test
    void aLatchedAlarmIsRaisedAnew() {
        cover.tilt(0, 100);
        cover.acknowledges(10, MANHOLE_TILT);
        cover.tilt(20, 0);
        cover.tilt(30, 100);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
    }

    @Test
    void aResetHoldsWhenTheAlarmIsPutAsideAfterIt() {
        cover.tilt(0, 100);
        cover.acknowledges(10, MANHOLE_TILT);
        cover.tilt(20, 0);
        reset(30);
        cover.does(40, MANHOLE_TILT, Verb.SHELVE, "road works", 3600.0);
        cover.passes(3600);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.NORM);
    }

    @Test
    void aCommentChangesNothingAndStandsInTheHistory() {
        cover.tilt(0, 100);
        cover.does(10, MANHOLE_TILT, Verb.COMMENT, "crew is on its way", null);
        cover.does(20, MANHOLE_TILT, Verb.COMMENT, " ", null);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
        assertThat(cover.alarm(MANHOLE_TILT).history().get(1).reason()).isEqualTo("crew is on its way");
        assertThat(cover.refusals).containsExactly(Refusal.REASON_MISSING);
    }

    @Test
    void aCommentDoesNotPutOffTheEscalation() {
        cover.tilt(0, 100);
        cover.does(170, MANHOLE_TILT, Verb.COMMENT, "crew is on its way", null);
        cover.passes(180);

        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "comment", "escalate");
    }

    @Test
    void commentsThatPushTheCallOutOfTheHistoryDoNotEscalateItAgain() {
        cover.tilt(0, 100);
        cover.passes(180);
        for (int second = 200; second < 230; second++) {
            cover.does(second, MANHOLE_TILT, Verb.COMMENT, "still waiting", null);
        }
        cover.passes(1000);

        assertThat(cover.alarm(MANHOLE_TILT).handling().escalated()).isEqualTo(1);
    }

    private void reset(double second) {
        cover.does(second, MANHOLE_TILT, Verb.RESET, null, null);
    }

    private static RuleBook latching() {
        Rule tilt = DefaultRules.book().rule(MANHOLE_TILT);
        assertThat(tilt).isNotNull();
        RuleAttention attention = new RuleAttention(
                true, tilt.attention().hideable(), tilt.attention().escalation());
        return new RuleBook(
                List.of(new Rule(tilt.id(), tilt.kinds(), tilt.detector(), tilt.text(), tilt.reactions(), attention)));
    }
}

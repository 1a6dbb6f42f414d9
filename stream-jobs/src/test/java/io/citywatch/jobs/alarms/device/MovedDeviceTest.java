package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.OneRule.IT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.rule.RuleScope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that speaks from another district than before, under a rule for the one where it was. */
class MovedDeviceTest {
    private static final String HERE = "410811";
    private static final String THERE = "410802";
    private static final String SILENCE = "{\"type\": \"silence\", \"missedReports\": 3, \"severity\": \"low\"}";
    private static final String FULL = "{\"type\": \"level\", \"metric\": \"fillPct\", \"steps\":"
            + " [{\"limit\": 80, \"severity\": \"medium\", \"sustainSeconds\": 60}], \"clear\": {\"limit\": 75}}";

    @Test
    void itsAlarmIsOverWhereItWas() {
        WatchedDevice bin = device(FULL);
        fill(bin, 0, 90);
        bin.passes(60);
        assertThat(bin.alarm(IT).active()).isTrue();

        bin.moves(THERE);
        fill(bin, 100, 95);

        assertThat(bin.alarm(IT).state()).isEqualTo(AlarmState.RTNUN);
        assertThat(bin.alarm(IT).source().district()).isEqualTo(HERE);
        assertThat(bin.alarm(IT).history())
                .last()
                .extracting(Transition::reason)
                .isEqualTo("the rule does not concern the device any more");
    }

    @Test
    void whatWaitedThereIsForgotten() {
        WatchedDevice bin = device(FULL);
        fill(bin, 0, 90);
        bin.moves(THERE);
        fill(bin, 10, 90);
        bin.moves(HERE);

        fill(bin, 100, 90);

        assertThat(bin.alarms).isEmpty();
        bin.passes(160);
        assertThat(bin.alarm(IT).onset()).isEqualTo(WatchedDevice.at(100));
    }

    /** Whether the silence was noticed in time, or is found when the device has spoken again, as in a replay. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itsSilenceThereIsOverWhenItSpeaksElsewhere(boolean inTime) {
        WatchedDevice bin = device(SILENCE);
        bin.birth(0, AssetState.COMMISSIONED, "bin", 0);
        bin.ticksWithoutTime(1000, -1000);
        if (inTime) {
            bin.tick(1000, -1000);
        }

        bin.moves(THERE);
        fill(bin, 1000, 5);
        bin.tick(2000, -1000);

        assertThat(bin.alarm(IT).history())
                .extracting(Transition::cause, Transition::t)
                .containsExactly(tuple("raise", WatchedDevice.at(180)), tuple("clear", WatchedDevice.at(1000)));
        assertThat(bin.folds).extracting(FoldNews::active).isEmpty();
    }

    private static WatchedDevice device(String detector) {
        Rule rule = OneRule.rule(FacilityKind.WASTE, detector);
        RuleScope.Filter there = new RuleScope.Filter(Set.of(HERE), Set.of(), Set.of(), Set.of());
        RuleScope scope = new RuleScope(rule.kinds(), there, RuleScope.Filter.NONE);
        return new WatchedDevice(
                FacilityKind.WASTE,
                new RuleBook(List.of(new Rule(
                        rule.id(),
                        scope,
                        rule.detector(),
                        rule.text(),
                        rule.reactions(),
                        rule.attention(),
                        rule.grouping()))));
    }

    private static void fill(WatchedDevice bin, double second, double percent) {
        bin.says(second, OneRule.reading(second, Metric.FILL_PCT, percent));
    }
}

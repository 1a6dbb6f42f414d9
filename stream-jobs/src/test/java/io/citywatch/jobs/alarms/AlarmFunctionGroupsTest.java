package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.topic.Channel;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/** The alarm of a group of devices whose rule changes while it stands. */
class AlarmFunctionGroupsTest extends AlarmFunctionHarness {
    private static final String GROUP = "group.district.410802";

    @Test
    void readingsGoToTheSeriesOfTheRuleOfTheirTime() throws Exception {
        time(0);
        birth(1);
        level(2);
        assertThat(harness.getSideOutput(AlarmFunction.AGGREGATES)).isNull();

        changes(0, 50, rule(0.8, "\"districts\": [\"410802\"]"));
        level(49);
        level(50);

        assertThat(harness.getSideOutput(AlarmFunction.AGGREGATES))
                .extracting(StreamRecord::getValue)
                .extracting(AggregateReading::key, AggregateReading::t)
                .containsExactly(tuple(GROUP + "~water", at(50)));
    }

    @Test
    void anAlarmThatStandsGoesOnWithItsRuleAndIsOverWithIt() throws Exception {
        time(0);
        changes(0, 5, rule(0.8, ""));
        tell(100, Verb.RAISE, 90);
        changes(1, 200, rule(0.9, ""));
        time(210);
        time(211);
        assertThat(alarms()).hasSize(1);

        harness.processBroadcastElement(
                new CityNews.RuleChanged(new RuleChange(2, at(300), "water", null, true)), at(300));
        time(310);
        time(311);

        assertThat(last().history())
                .extracting(Transition::cause, Transition::t)
                .containsExactly(tuple("raise", at(100)), tuple("clear", at(300)));
        assertThat(last().history().get(1).reason()).isEqualTo("the rule was removed");
        tell(350, Verb.RAISE, 340);
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void whatCameAfterAChangeIsNotOverWithIt() throws Exception {
        time(0);
        changes(0, 5, rule(0.8, ""));
        harness.processBroadcastElement(
                new CityNews.RuleChanged(new RuleChange(1, at(300), "water", null, true)), at(300));
        changes(2, 400, rule(0.8, ""));
        time(410);
        time(411);
        tell(460, Verb.RAISE, 450);

        changes(3, 500, rule(0.7, ""));
        time(510);
        time(511);
        assertThat(alarms()).extracting(Alarm::active).containsExactly(true);

        changes(4, 600, rule(0.7, "\"districts\": [\"410811\"]"));
        time(610);
        time(611);
        assertThat(last().active()).isFalse();
        assertThat(last().updated()).isEqualTo(at(600));
    }

    private Alarm last() throws Exception {
        return alarms().get(alarms().size() - 1);
    }

    private void level(double second) throws Exception {
        says(
                second,
                Channel.TELEMETRY,
                Reading.at(at(second)).with(Metric.WATER_LEVEL_M, 0.3).build());
    }

    private void tell(double second, Verb verb, double onset) throws Exception {
        AlarmGroup group = new AlarmGroup(
                FacilityKind.MANHOLE, "410802", new AlarmText("水位", "Water"), null, false, Alarm.Evidence.NONE);
        harness.processElement(
                new AlarmInput.Acted(new AlarmAction(
                        GROUP + "~water",
                        GROUP,
                        verb,
                        at(second),
                        "rule/water",
                        "score 0.9",
                        null,
                        null,
                        new GroupFinding(at(onset), Severity.LOW, null, group))),
                at(second));
        time(second);
    }

    private void changes(long number, double from, String json) throws Exception {
        harness.processBroadcastElement(
                new CityNews.RuleChanged(new RuleChange(number, at(from), "water", json, false)), at(from));
    }

    private static String rule(double score, String filter) {
        return """
                {"id": "water", "kinds": ["manhole"], "filter": {%s}, "text": {"zh": "水位", "en": "Water"},
                 "detector": {"type": "randomCutForest", "metric": "waterLevelM", "group": "district", "bucketSeconds": 60,
                  "score": %s, "severity": "low"}}"""
                .formatted(filter, score);
    }
}

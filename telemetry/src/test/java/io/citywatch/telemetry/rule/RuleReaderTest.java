package io.citywatch.telemetry.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.Limits.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    private static final String HIGH =
            "{\"type\": \"level\", \"metric\": \"gasLel\", \"steps\": [{\"limit\": 10, \"severity\": \"high\"}]}";
    private static final String HOT =
            "{\"type\": \"level\", \"metric\": \"temperatureC\", \"steps\": [{\"limit\": 60, \"severity\": \"high\"}]}";
    private static final String LEVEL =
            """
            {"type": "level", "metric": "gasLel", "steps": [{"limit": 10, "severity": "high"},
             {"limit": 20, "severity": "critical"}], "clear": {"limit": 5, "sustainSeconds": 60}}""";

    @Test
    void aRuleIsReadWithAllItsParts() {
        RuleDocument rule =
                read("""
                        {"id": "leak", "kinds": ["gas"], "filter": {"districts": ["410811"]},
                         "except": {"types": ["detector_standalone"]}, "detector": %s,
                         "text": {"zh": "燃气泄漏", "en": "Gas leak"},
                         "actions": [{"command": "closeValve", "severity": "critical", "expirySeconds": 600}],
                         "latching": true, "escalation": {"highSeconds": 300}, "enabled": false}
                        """
                                .formatted(LEVEL))
                        .single();

        assertThat(rule).isNotNull();
        assertThat(rule.id()).isEqualTo("leak");
        assertThat(rule.scope().kinds()).containsExactly(FacilityKind.GAS);
        assertThat(rule.scope().only().districts()).containsExactly("410811");
        assertThat(rule.scope().except().types()).containsExactly("detector_standalone");
        assertThat(rule.detector())
                .isEqualTo(new DetectorSpec.Level(
                        Metric.GAS_LEL,
                        new Limits(
                                Comparison.AT_LEAST,
                                List.of(
                                        new Step(10, Severity.HIGH, Duration.ZERO),
                                        new Step(20, Severity.CRITICAL, Duration.ZERO)),
                                5,
                                Duration.ofSeconds(60))));
        assertThat(rule.actions())
                .containsExactly(new RuleAction(
                        Command.Verb.CLOSE_VALVE,
                        Severity.CRITICAL,
                        Duration.ofMinutes(10),
                        new Insistence(Duration.ofSeconds(5), 2, Severity.CRITICAL),
                        EnumSet.allOf(Interlock.class)));
        assertThat(rule.attention().latching()).isTrue();
        assertThat(rule.attention().hideable()).containsExactlyInAnyOrder(Severity.HIGH, Severity.MEDIUM, Severity.LOW);
        assertThat(rule.attention().escalation()).containsOnlyKeys(Severity.HIGH);
        assertThat(rule.enabled()).isFalse();
    }

    @Test
    void whatSeveralDevicesMeanIsRead() {
        RuleDocument rule =
                read("""
                        {"id": "leak", "kinds": ["gas"], "detector": %s, "text": {"zh": "燃气泄漏", "en": "Gas leak"},
                         "agreement": {"group": "building", "withinSeconds": 600, "severity": "critical", "with": ["device-alarm"]}}
                        """
                                .formatted(LEVEL))
                        .single();

        assertThat(rule).isNotNull();
        assertThat(rule.grouping())
                .isEqualTo(new Grouping(
                        new Agreement(
                                Agreement.GroupBy.BUILDING,
                                Duration.ofMinutes(10),
                                2,
                                Severity.CRITICAL,
                                Set.of("device-alarm")),
                        Set.of()));
    }

    @Test
    void howAlarmsAreFoldedIsReadAndByCauseWhereNothingIsSaid() {
        String rule =
                """
                {"id": "old", "kinds": ["gas"], "detector": {"type": "state", "metric": "sensorState", "values": ["expired"], "severity": "low"},
                 "text": {"zh": "超期", "en": "Old"}%s}
                """;

        assertThat(read(rule.formatted(", \"fold\": [\"low\"], \"foldBy\": \"district\""))
                        .single()
                        .grouping())
                .isEqualTo(new Grouping(null, Set.of(Severity.LOW), FoldBy.DISTRICT));
        assertThat(read(rule.formatted(", \"fold\": [\"low\"]"))
                        .single()
                        .grouping()
                        .foldBy())
                .isEqualTo(FoldBy.CAUSE);
        assertThat(problems(rule.formatted(", \"foldBy\": \"district\"")))
                .containsExactly("foldBy: nothing is folded: fold names no severity");
        assertThat(problems(rule.formatted(", \"fold\": [\"low\"], \"foldBy\": \"street\"")))
                .containsExactly("foldBy: 'street' is none of cause, district");
    }

    @Test
    void gasAndWhatIsCriticalIsNeverFoldedAndNobodyAgreesWithHimself() {
        assertThat(problems(
                        """
                        {"id": "leak", "kinds": ["gas"], "detector": %s, "text": {"zh": "燃气泄漏", "en": "Gas leak"}, "fold": ["high"]}
                        """
                                .formatted(LEVEL)))
                .containsExactly("fold: gas is never folded");
        assertThat(
                        problems(
                                """
                        {"id": "silent", "kinds": ["gas"], "detector": {"type": "silence", "missedReports": 3, "severity": "low"},
                         "text": {"zh": "失联", "en": "Silent"}, "fold": ["low", "critical"],
                         "agreement": {"group": "street", "withinSeconds": 0, "members": 1, "severity": "high", "with": ["silent"]}}
                        """))
                .hasSize(5)
                .anySatisfy(problem -> assertThat(problem).startsWith("agreement.group: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("agreement.withinSeconds: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("agreement.members: "))
                .contains("agreement.with: 'silent' is the rule itself, whose conditions count anyway")
                .contains("fold: critical alarms are never folded");
    }

    @Test
    void aSilenceAfterCertainWordsAndAChangeOfNightsAreReadStrictly() {
        assertThat(
                        problems(
                                """
                        [{"id": "missing", "kinds": ["manhole"], "text": {"zh": "丢失", "en": "Missing"},
                          "detector": {"type": "silence", "missedReports": 3, "severity": "critical",
                                       "after": {"severity": "worst", "since": 3}}},
                         {"id": "night", "kinds": ["water-pipe"], "text": {"zh": "夜", "en": "Night"},
                          "detector": {"type": "nightFlow", "metric": "flowM3h", "fromHour": 2, "toHour": 4, "utcOffsetHours": 8,
                                       "shareOfDailyMean": 0.5, "changePercent": 0, "severity": "low"}}]
                        """))
                .hasSize(4)
                .contains("[0].detector.after.rules: is missing or empty")
                .anySatisfy(problem -> assertThat(problem).startsWith("[0].detector.after.severity: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("[0].detector.after.since: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("[1].detector.changePercent: "));
    }

    @Test
    void whatWasReadIsKeptAsItWasWrittenAndReadsTheSameAgain() {
        for (RuleDocument rule : StandardRules.all()) {
            assertThat(read(rule.json()).single()).isEqualTo(rule);
        }
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsPlace() {
        List<String> problems = problems(
                """
                {"rules": [
                  {"id": "ok", "kinds": ["waste"], "detector": {"type": "level", "metric": "fillPct",
                   "steps": [{"limit": 80, "severity": "low"}]}, "text": {"zh": "满", "en": "full"}},
                  {"id": "Bad Id", "kinds": ["gas", "sewer"], "detector": {"type": "level", "metric": "fillPct",
                   "steps": [{"limit": 20, "severity": "high"}, {"limit": 10, "severity": "low", "delay": 3}],
                   "clear": {"limit": 30}}, "text": {"zh": "", "en": 4}, "colour": "red"},
                  {"id": "ok", "kinds": [], "detector": {"type": "levle"}}
                ]}
                """);

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "rules[1].id: 'Bad Id' is not 1 to 32 of a-z 0-9 -",
                        "rules[1].kinds[1]: 'sewer' is none of gas, manhole, parking, gas-pipe, water-pipe, waste, platform",
                        "rules[1].detector.steps[1].delay: no such field; known here are limit, severity, sustainSeconds",
                        "rules[1].detector.steps[1].limit: 10 is not above the step before it, 20",
                        "rules[1].detector.steps[1].severity: low is not worse than the step before it, high",
                        "rules[1].detector.clear.limit: 30 lies beyond the first step's limit 20: alarms would end while"
                                + " their limit is met",
                        "rules[1].text.zh: a text of 0 characters; 1 to 200 are accepted",
                        "rules[1].text.en: a number where a text belongs",
                        "rules[1].colour: no such field; known here are id, kinds, filter, except, detector, text,"
                                + " agreement, fold, foldBy, actions, hideable, escalation, latching, enabled",
                        "rules[2].kinds: is empty: the rule would look at nothing",
                        "rules[2].detector.type: 'levle' is none of level, cover, event, state, rate, deviation,"
                                + " flapping, stuck, silence, undone, wrongClock, nightFlow, dailyRhythm, randomCutForest, anyOf, together",
                        "rules[2].text: is missing",
                        "rules[2].id: 'ok' stands there twice");
    }

    /** One wrong part in a rule that is right otherwise. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gas | \"steps\": [{\"limit\": 2001, \"severity\": \"low\"}] | detector.steps[0].limit: 2001 is outside 0 to 2000",
                "gas | \"steps\": [] | detector.steps: 0 entries; 1 to 4 are accepted",
                "gas | \"steps\": {\"limit\": 1} | detector.steps: an object where a list belongs",
                "gas | \"steps\": [{\"limit\": \"10\", \"severity\": \"low\"}] | detector.steps[0].limit: a text where a number belongs",
                "gas | \"steps\": [{\"limit\": null, \"severity\": \"low\"}] | detector.steps[0].limit: nothing where a number belongs",
                "gas | \"steps\": [{\"limit\": 1, \"severity\": \"low\", \"sustainSeconds\": 1.5}] | detector.steps[0].sustainSeconds: a broken number where a whole number belongs",
                "gas | \"steps\": [{\"limit\": 1, \"severity\": \"low\", \"sustainSeconds\": -1}] | detector.steps[0].sustainSeconds: -1 is outside 0 to 2678400",
                "gas | \"steps\": [{\"limit\": 1, \"severity\": \"low\"}, {\"limit\": 2, \"severity\": \"low\"}] | detector.steps[1].severity: low is not worse than the step before it, low, and does not hold sooner",
                "waste | \"steps\": [{\"limit\": 1, \"severity\": \"low\"}] | detector.metric: waste does not measure gasLel",
            })
    void whatIsWrongInALevelIsNamed(String kind, String steps, String problem) {
        assertThat(problems(rule(kind, "{\"type\": \"level\", \"metric\": \"gasLel\", " + steps + "}", "")))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"actions\": [{\"command\": \"openValve\", \"severity\": \"high\", \"expirySeconds\": 9}] | actions[0].command: 'openValve' is none of closeValve, soundSiren",
                "\"actions\": [{\"command\": \"closeValve\", \"severity\": \"high\", \"expirySeconds\": 0}] | actions[0].expirySeconds: 0 is outside 1 to 86400",
                "\"actions\": [{\"command\": \"closeValve\", \"severity\": \"high\", \"expirySeconds\": 9, \"repeats\": 11}] | actions[0].repeats: 11 is outside 0 to 10",
                "\"actions\": [{\"command\": \"closeValve\", \"severity\": \"high\", \"expirySeconds\": 9, \"interlocks\": [\"night\"]}] | actions[0].interlocks[0]: 'night' is none of warmUp, selfTest, simulated",
                "\"hideable\": [\"critical\"] | hideable: critical gas is never put aside",
                "\"hideable\": [\"low\", \"low\"] | hideable[1]: 'low' stands there twice",
                "\"escalation\": {\"highSeconds\": 5} | escalation.highSeconds: 5 is outside 10 to 604800",
                "\"escalation\": {\"high\": 50} | escalation.high: no such field; known here are criticalSeconds, highSeconds, mediumSeconds, lowSeconds",
                "\"latching\": 1 | latching: a number where true or false belongs",
                "\"filter\": {\"districts\": [\"4108\"]} | filter.districts[0]: '4108' is not a code of six digits",
                "\"filter\": {\"pressureClasses\": [\"low\"]} | filter.pressureClasses: only gas-pipe has a pressure class",
            })
    void whatIsWrongInAnotherPartIsNamed(String part, String problem) {
        assertThat(problems(rule("gas", LEVEL, ", " + part))).containsExactly(problem);
    }

    @Test
    void neighboursOfAStuckValueHaveAGroupAndAShareAndStandAlone() {
        String stuck =
                "{\"type\": \"stuck\", \"metric\": \"occupied\", \"unchangedSeconds\": 60, \"severity\": \"low\", %s}";
        String flapping =
                "{\"type\": \"flapping\", \"metric\": \"occupied\", \"changes\": 6, \"withinSeconds\": 600, \"severity\": \"low\"}";

        assertThat(problems(rule("parking", stuck.formatted("\"neighbours\": {\"group\": \"cell\"}"), "")))
                .isEmpty();
        assertThat(problems(
                        rule("parking", stuck.formatted("\"neighbours\": {\"group\": \"street\", \"share\": 0}"), "")))
                .containsExactlyInAnyOrder(
                        "detector.neighbours.group: 'street' is none of building, main, cell",
                        "detector.neighbours.share: 0 is outside 0.01 to 1");
        assertThat(problems(rule(
                        "parking",
                        "{\"type\": \"anyOf\", \"of\": [" + flapping + ", "
                                + stuck.formatted("\"neighbours\": {\"group\": \"cell\"}") + "]}",
                        "")))
                .containsExactly("detector.of[1].neighbours: a part of a condition is judged at its device alone");
    }

    @Test
    void aStepMayBeAsBadAsTheOneBeforeItWhenItHoldsSooner() {
        String steps =
                "\"steps\": [{\"limit\": 1, \"severity\": \"low\", \"sustainSeconds\": 9}, {\"limit\": 2, \"severity\": \"low\"}]";

        assertThat(problems(rule("gas", "{\"type\": \"level\", \"metric\": \"gasLel\", " + steps + "}", "")))
                .isEmpty();
    }

    @Test
    void anActionThatNothingSetsGoingIsAContradiction() {
        String detector = "{\"type\": \"event\", \"begin\": \"alarm\", \"end\": \"restore\", \"severity\": \"high\"}";
        String action =
                ", \"actions\": [{\"command\": \"closeValve\", \"severity\": \"critical\", \"expirySeconds\": 60}]";

        assertThat(problems(rule("gas", detector, action)))
                .containsExactly("actions[0].severity: its alarms are never worse than high");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": \"a\", | line 1, column",
                "{\"id\": \"a\", \"id\": \"b\"} | line 1, column",
                "{\"rules\": 3} | rules: is no list",
                "{\"rules\": [], \"version\": 2} | version: no such field",
                "7 | a number where an object belongs",
                "[7] | [0]: a number where an object belongs",
                "`` | is empty",
            })
    void whatIsNoRuleAtAllIsSaid(String json, String beginning) {
        assertThat(problems(json == null ? "" : json))
                .singleElement()
                .asString()
                .startsWith(beginning);
    }

    @Test
    void aRhythmIsOverAtHalfItsScoreUnlessTheRuleSaysOtherwise() {
        String rhythm =
                "{\"type\": \"dailyRhythm\", \"metric\": \"flowM3h\", \"score\": 0.8, \"severity\": \"low\", \"clear\": {%s}}";

        RuleDocument usual = read(rule("water-pipe", rhythm.formatted("\"sustainSeconds\": 60"), ""))
                .single();
        RuleDocument own =
                read(rule("water-pipe", rhythm.formatted("\"score\": 0.1"), "")).single();

        assertThat(usual.detector())
                .isEqualTo(new SeriesSpec.DailyRhythm(Metric.FLOW_M3H, 0.8, 0.4, Duration.ofSeconds(60), Severity.LOW));
        assertThat(own.detector())
                .isEqualTo(new SeriesSpec.DailyRhythm(Metric.FLOW_M3H, 0.8, 0.1, Duration.ZERO, Severity.LOW));
    }

    @Test
    void whatIsWrittenOtherwiseSaysTheSame() {
        RuleDocument rule = read(rule("gas", LEVEL, "")).single();
        RuleDocument otherwise = read(rule("gas", LEVEL, ", \"enabled\": true")).single();
        RuleDocument other = read(rule("gas", LEVEL, ", \"enabled\": false")).single();

        assertThat(rule).isNotNull().isNotEqualTo(otherwise);
        assertThat(rule.saysTheSameAs(otherwise)).isTrue();
        assertThat(rule.saysTheSameAs(other)).isFalse();
    }

    @Test
    void gasThatIsCriticalOnlyWhenNeighboursAgreeIsNeverPutAsideThen() {
        String high = LEVEL.replace("critical", "high").replace("\"high\"},\n", "\"medium\"},\n");
        String agreement =
                ", \"agreement\": {\"group\": \"building\", \"withinSeconds\": 600, \"severity\": \"critical\"}";

        RuleDocument rule = read(rule("gas", high, agreement)).single();

        assertThat(rule).isNotNull();
        assertThat(rule.detector().worst()).isEqualTo(Severity.HIGH);
        assertThat(rule.severities()).containsExactly(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM);
        assertThat(rule.attention().hideable()).doesNotContain(Severity.CRITICAL);
        assertThat(problems(rule("gas", high, agreement + ", \"hideable\": [\"critical\"]")))
                .containsExactly("hideable: critical gas is never put aside");
    }

    @Test
    void criticalGasIsNeverPutAsideWhereverItIs() {
        List<RuleDocument> ofGas = StandardRules.all().stream()
                .filter(rule -> rule.attention().hideable().size() < Severity.values().length)
                .toList();

        assertThat(ofGas)
                .extracting(RuleDocument::id)
                .contains("gas-leak", "gas-co", "manhole-gas", "gas-pipe-gas", "gas-pipe-leak", "overpressure-low")
                .doesNotContain("manhole-tilt", "waste-fire", "water-burst", "silence");
        assertThat(problems(rule("manhole", LEVEL, ", \"hideable\": [\"critical\"]")))
                .containsExactly("hideable: critical gas is never put aside");
    }

    @Test
    void noRuleBearsTheNameOfAlarmsThatStandForOthers() {
        assertThat(problems(rule("gas", LEVEL, "").replace("\"a\"", "\"flood\"")))
                .containsExactly("id: 'flood' is the platform's own: alarms that stand for others bear it");
    }

    @Test
    void whatNeighboursMakeCriticalMayActAsWhatIsCriticalAlone() {
        String agreement = ", \"agreement\": {\"group\": \"building\", \"withinSeconds\": 600, \"severity\": \"%s\"}";
        String action =
                ", \"actions\": [{\"command\": \"closeValve\", \"severity\": \"critical\", \"expirySeconds\": 600}]";

        assertThat(problems(rule("gas", HIGH, agreement.formatted("critical") + action)))
                .isEmpty();
        assertThat(problems(rule("gas", HIGH, action)))
                .containsExactly("actions[0].severity: its alarms are never worse than high");
    }

    /** Each could be made a rule of, and each says something that can't have been meant. */
    @Test
    void whatHasNoSenseIsObjectedToByItsPlaceAndAcceptedFromTheLog() {
        String action = ", \"actions\": [{\"command\": \"%s\", \"severity\": \"high\", \"expirySeconds\": 600}]";
        String same =
                ", \"filter\": {\"districts\": [\"410811\"], \"types\": [\"x\"]}, \"except\": {\"districts\": [\"410811\"]}";
        String tamper = "{\"type\": \"event\", \"begin\": \"tamper\", \"end\": \"restore\", \"severity\": \"high\"}";
        String milder = ", \"agreement\": {\"group\": \"building\", \"withinSeconds\": 600, \"severity\": \"high\"}";
        String rate =
                "{\"type\": \"rate\", \"metric\": \"temperatureC\", \"direction\": \"rise\", \"change\": 10, %s\"severity\": \"high\"}";
        String rhythm =
                "{\"type\": \"dailyRhythm\", \"metric\": \"temperatureC\", \"score\": 0.9, \"severity\": \"low\"}";

        assertThat(objections(rule("waste", HOT, action.formatted("closeValve"))))
                .containsExactly("actions[0].command: waste has neither a valve nor a siren");
        assertThat(objections(rule("parking", HOT, action.formatted("soundSiren"))))
                .containsExactly("actions[0].command: parking has neither a valve nor a siren");
        assertThat(objections(rule("gas", tamper, action.formatted("closeValve") + ", \"fold\": [\"high\", \"low\"]")))
                .containsExactly("fold: high alarms act, and those wait for nobody: they are never folded");
        assertThat(objections(rule("gas", HIGH, same)))
                .containsExactly("except: leaves out all that filter lets through: the rule looks at nothing");
        assertThat(objections(rule("gas", HIGH, milder)))
                .singleElement(STRING)
                .startsWith("agreement.severity: high is not worse than what the rule finds alone, high");
        assertThat(objections(rule("gas", rate.formatted("\"withinSeconds\": 300, \"holdSeconds\": 60, "), "")))
                .singleElement(STRING)
                .startsWith("detector.holdSeconds: 60 is less than withinSeconds, 300");
        assertThat(objections(rule("gas", rhythm, "")))
                .singleElement(STRING)
                .startsWith("detector.score: 0.9 is hardly ever reached");
        assertThat(objections(rule("gas", rate.formatted("\"withinSeconds\": 86400, "), "")))
                .isEmpty();
    }

    @Test
    void theStandardRulesMeetNoObjection() {
        for (RuleDocument rule : StandardRules.all()) {
            assertThat(objections(rule.json())).as(rule.id()).isEmpty();
        }
        assertThat(RuleReferences.check(StandardRules.all())).isEmpty();
    }

    @Test
    void aListAndAFileHoldTheSame() {
        String one = rule("gas", LEVEL, "");

        assertThat(read('[' + one + ']').rules())
                .isEqualTo(read("{\"rules\": [" + one + "]}").rules())
                .isEqualTo(read(one).rules())
                .hasSize(1);
    }

    @Test
    void theStandardRulesLookAtEveryKind() {
        Set<FacilityKind> kinds = EnumSet.noneOf(FacilityKind.class);
        StandardRules.all().forEach(rule -> kinds.addAll(rule.scope().kinds()));

        assertThat(kinds).containsExactlyInAnyOrder(FacilityKind.values());
    }

    private static List<String> objections(String json) {
        RuleReader.Result result = read(json);
        assertThat(result.problems()).isEmpty();
        assertThat(result.rules()).hasSize(1);
        return result.objections().stream().map(RuleProblem::toString).toList();
    }

    private static String rule(String kind, String detector, String more) {
        return "{\"id\": \"a\", \"kinds\": [\"" + kind + "\"], \"detector\": " + detector
                + ", \"text\": {\"zh\": \"甲\", \"en\": \"A\"}" + more + "}";
    }

    private static RuleReader.Result read(String json) {
        return RuleReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String json) {
        return read(json).problems().stream().map(RuleProblem::toString).toList();
    }
}

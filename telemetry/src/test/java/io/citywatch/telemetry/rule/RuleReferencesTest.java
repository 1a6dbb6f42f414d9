package io.citywatch.telemetry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuleReferencesTest {
    private static final String SILENCE = "{\"type\": \"silence\", \"missedReports\": 3, \"severity\": \"high\","
            + " \"after\": {\"rules\": [\"%s\"]}}";
    private static final String LEVEL =
            "{\"type\": \"level\", \"metric\": \"gasLel\", \"steps\": [{\"limit\": 10, \"severity\": \"high\"}]}";
    private static final String CLOSE =
            ", \"actions\": [{\"command\": \"closeValve\", \"severity\": \"high\", \"expirySeconds\": 600}]";

    @Test
    void aLastWordIsOneOfARuleThatHoldsAndHasLimits() {
        RuleDocument silent = rule("silent", SILENCE.formatted("leak"), "");

        assertThat(check(silent))
                .containsExactly("silent.detector.after.rules: no rule 'leak' holds: nothing is ever its last word");
        assertThat(check(silent, rule("leak", LEVEL, ", \"enabled\": false"))).hasSize(1);
        assertThat(check(silent, rule("leak", "{\"type\": \"undone\"}", "")))
                .containsExactly(
                        "silent.detector.after.rules: 'leak' has neither the detector level nor cover: it leaves no last word");
        assertThat(check(silent, rule("leak", LEVEL, ""))).isEmpty();
    }

    @Test
    void neighboursAgreeByRulesThatHold() {
        RuleDocument leak = rule(
                "leak",
                LEVEL,
                ", \"agreement\": {\"group\": \"building\", \"withinSeconds\": 600, \"severity\": \"critical\", \"with\": [\"other\"]}");

        assertThat(check(leak))
                .containsExactly("leak.agreement.with: no rule 'other' holds: nobody agrees with this one by it");
        assertThat(check(leak, rule("other", LEVEL, ""))).isEmpty();
    }

    @Test
    void whatActsHasSomebodyWhoHearsThatNothingWasDone() {
        RuleDocument leak = rule("leak", LEVEL, CLOSE);

        assertThat(check(leak))
                .singleElement()
                .asString()
                .startsWith("leak.actions: no rule with the detector undone looks at gas");
        assertThat(check(leak, rule("undone", "{\"type\": \"undone\"}", ", \"enabled\": false")))
                .hasSize(1);
        assertThat(check(leak, rule("undone", "{\"type\": \"undone\"}", ""))).isEmpty();
        assertThat(check(rule("leak", LEVEL, CLOSE + ", \"enabled\": false"))).isEmpty();
    }

    private static List<String> check(RuleDocument... rules) {
        return RuleReferences.check(List.of(rules)).stream()
                .map(RuleProblem::toString)
                .toList();
    }

    private static RuleDocument rule(String id, String detector, String more) {
        String json = "{\"id\": \"" + id + "\", \"kinds\": [\"gas\"], \"detector\": " + detector
                + ", \"text\": {\"zh\": \"甲\", \"en\": \"A\"}" + more + "}";
        return Objects.requireNonNull(
                RuleReader.read(json.getBytes(StandardCharsets.UTF_8)).single(), json);
    }
}

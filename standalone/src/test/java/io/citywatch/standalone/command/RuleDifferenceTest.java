package io.citywatch.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuleDifferenceTest {
    private static final String BEFORE =
            """
            {"id": "bins", "kinds": ["waste"], "text": {"zh": "满", "en": "Full"},
             "detector": {"type": "level", "metric": "fillPct", "steps": [{"limit": 80, "severity": "low"}]}}""";
    private static final String AFTER =
            """
            {"kinds": ["waste"], "id": "bins", "text": {"en": "Overfull", "zh": "满"}, "latching": true,
             "filter": {"districts": ["410802", "410803"]},
             "detector": {"type": "level", "metric": "fillPct",
                          "steps": [{"limit": 80.0, "severity": "low"}, {"limit": 95, "severity": "medium"}]}}""";

    @Test
    void eachFieldThatDiffersIsNamedWithBothValues() {
        assertThat(RuleDifference.lines(rule(BEFORE), rule(AFTER)))
                .containsExactly(
                        "text.en: \"Full\" -> \"Overfull\"",
                        "+ latching: true",
                        "+ filter.districts: [\"410802\",\"410803\"]",
                        "+ detector.steps[1].limit: 95",
                        "+ detector.steps[1].severity: \"medium\"");
    }

    @Test
    void whatIsNoLongerSaidIsShownToo() {
        assertThat(RuleDifference.lines(rule(AFTER), rule(BEFORE)))
                .contains("- latching: true", "- detector.steps[1].limit: 95");
    }

    private static RuleDocument rule(String json) {
        return Objects.requireNonNull(
                RuleReader.read(json.getBytes(StandardCharsets.UTF_8)).single());
    }
}

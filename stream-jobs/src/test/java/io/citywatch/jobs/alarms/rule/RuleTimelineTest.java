package io.citywatch.jobs.alarms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.jobs.log.StoredRecordSerializer;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleRecords;
import io.citywatch.telemetry.rule.RuleTimeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RuleTimelineTest {
    private static final String FULL =
            """
            {"id": "waste-full", "kinds": ["waste"], "text": {"zh": "满", "en": "Full"}, "enabled": %s,
             "detector": {"type": "level", "metric": "fillPct", "steps": [{"limit": 90, "severity": "low"}]}}""";
    private static final String FULL_SILENCE =
            """
            {"id": "waste-full", "kinds": ["waste"], "text": {"zh": "满", "en": "Full"},
             "detector": {"type": "silence", "missedReports": 3, "severity": "low"}}""";

    private final RuleTimeline<RuleBook> timeline = RuleBooks.standard();

    @Test
    void aChangeHoldsFromItsTimeOnUntilTheNext() {
        timeline.add(new RuleChange(3, 100, "waste-full", FULL.formatted(true), false));
        timeline.add(new RuleChange(5, 200, "waste-full", null, true));
        timeline.add(new RuleChange(8, 300, "waste-full", null, false));

        assertThat(timeline.at(99).rule("waste-full")).isEqualTo(standard());
        assertThat(timeline.at(100).rule("waste-full")).isNotNull().isNotEqualTo(standard());
        assertThat(timeline.at(200).rule("waste-full")).isNull();
        assertThat(timeline.at(300).rule("waste-full")).isEqualTo(standard());
        assertThat(timeline.at(300).rule("gas-leak")).isSameAs(timeline.at(0).rule("gas-leak"));
        assertThat(timeline.newest(250)).isEqualTo(5);
    }

    @Test
    void theOrderOfTheTopicPrevailsOverTheTimes() {
        timeline.add(new RuleChange(0, 500, "gas-leak", null, true));
        timeline.add(new RuleChange(1, 100, "waste-full", null, true));

        assertThat(timeline.at(499).rule("waste-full")).isNotNull();
        assertThat(timeline.at(500).rule("waste-full")).isNull();
    }

    /** Devices' watches hang on them: each that is made anew is kept beside the one before. */
    @Test
    void whatHeldBeforeAChangeStaysTheVerySame() {
        timeline.add(new RuleChange(1, 100, "waste-full", null, true));
        timeline.add(new RuleChange(5, 300, "gas-leak", null, true));
        RuleBook first = timeline.after(1);
        RuleBook second = timeline.after(5);

        timeline.add(new RuleChange(7, 400, "waste-full", null, false));
        assertThat(timeline.after(1)).isSameAs(first);
        assertThat(timeline.after(5)).isSameAs(second);

        timeline.add(new RuleChange(3, 200, "waste-fire", null, true));
        assertThat(timeline.after(1)).isSameAs(first);
        assertThat(timeline.after(5)).isNotSameAs(second);
        assertThat(timeline.after(5).rule("waste-fire")).isNull();
        assertThat(timeline.size()).isEqualTo(5);
        assertThat(timeline.changed(1, 300)).containsExactlyInAnyOrder("waste-fire", "gas-leak");
    }

    @Test
    void aDisabledRuleDoesNotHold() {
        timeline.add(new RuleChange(0, 100, "waste-full", FULL.formatted(false), false));

        assertThat(timeline.at(100).rule("waste-full")).isNull();
        assertThat(timeline.next(RuleTimeline.BEFORE_ALL, 100))
                .isNotNull()
                .extracting(RuleTimeline.Era::reason)
                .isEqualTo("the rule was disabled");
    }

    @Test
    void nothingBecomesASilenceUnderTheSameName() {
        timeline.add(new RuleChange(0, 100, "waste-full", FULL_SILENCE, false));

        assertThat(timeline.at(100).rule("waste-full")).isEqualTo(standard());
        assertThat(timeline.problems(0)).hasSize(1).first().asString().contains("a silence can't become another");
    }

    @Test
    void aChangeOfWhichNoRuleCanBeMadeLeavesWhatHeldBefore() {
        timeline.add(new RuleChange(0, 100, "flood", FULL.formatted(true).replace("waste-full", "flood"), false));
        timeline.add(new RuleChange(1, 200, "waste-full", FULL.formatted(true).replace("90", "190"), false));
        timeline.add(new RuleChange(2, 300, "flood", null, true));

        assertThat(timeline.at(400).rule("flood")).isSameAs(FloodRule.RULE);
        assertThat(timeline.at(400).rule("waste-full")).isEqualTo(standard());
        assertThat(timeline.problems(0)).hasSize(1).first().asString().startsWith("id: 'flood'");
        assertThat(timeline.problems(1)).hasSize(1).first().asString().contains("190 is outside");
        assertThat(timeline.problems(2)).isEmpty();
        assertThat(timeline.taken()).extracting(RuleChange::number).containsExactly(2L);
    }

    @Test
    void recordsAreReadStrictly() throws IOException {
        assertThat(read(record("waste-full", FULL.formatted(true))).json()).contains("fillPct");
        assertThat(read(record("gas-leak", new String(RuleRecords.removal("gas-leak"), StandardCharsets.UTF_8)))
                        .isRemoval())
                .isTrue();
        assertThat(read(record("gas-leak", null))).isEqualTo(new RuleChange(7, 1_000, "gas-leak", null, false));
        assertThatThrownBy(() -> read(record("other", FULL.formatted(true))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the key is 'other'");
        assertThatThrownBy(() -> read(record("waste-full", FULL.formatted("3"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("enabled: a number where true or false belongs");
    }

    @Test
    void aChangeComesBackFromAState() throws IOException {
        RuleChange change = new RuleChange(3, 100, "waste-full", FULL.formatted(true), false);

        assertThat(RoundTrip.of(new RuleChangeSerializer(), change)).isEqualTo(change);
    }

    @Test
    void aRecordComesBackFromAStream() throws IOException {
        assertThat(RoundTrip.of(new StoredRecordSerializer(), record("waste-full", "{")))
                .usingRecursiveComparison()
                .isEqualTo(record("waste-full", "{"));
        assertThat(RoundTrip.of(new StoredRecordSerializer(), record("waste-full", null)))
                .usingRecursiveComparison()
                .isEqualTo(record("waste-full", null));
    }

    private static Rule standard() {
        Rule rule = DefaultRules.book().rule("waste-full");
        assertThat(rule).isNotNull();
        return rule;
    }

    private static RuleChange read(StoredRecord record) throws IOException {
        return RuleRecords.read(record.offset(), record.t(), record.key(), record.value());
    }

    private static StoredRecord record(String key, String value) {
        return new StoredRecord(
                7,
                1_000,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}

package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.RuleLog;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsableRulesTest {
    private static final String FULL =
            """
            {"id": "waste-full", "kinds": ["waste"], "text": {"zh": "满", "en": "Full"},
             "detector": %s}""";
    private static final String LEVEL =
            """
            {"type": "level", "metric": "fillPct", "steps": [{"limit": %s, "severity": "low"}]}""";
    private static final String SILENCE = "{\"type\": \"silence\", \"missedReports\": 3, \"severity\": \"low\"}";

    private OneInputStreamOperatorTestHarness<StoredRecord, CityNews> operator;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new UsableRules(RuleLog.NONE)));
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aRuleGoesOnAndLeavesNoLetter() throws Exception {
        takes("waste-full", FULL.formatted(LEVEL.formatted("85")));

        assertThat(operator.extractOutputValues()).hasSize(1).first().isInstanceOf(CityNews.RuleChanged.class);
        assertThat(letters()).isEmpty();
    }

    @Test
    void whatIsNoRuleIsADeadLetterWithEachErrorAndItsPlace() throws Exception {
        takes("waste-full", FULL.formatted(LEVEL.formatted("170")).replace("\"id\"", "\"colour\": 1, \"id\""));
        takes("bins", FULL.formatted(LEVEL.formatted("85")));
        takes("waste-full", "{\"id\": ");
        takes(null, FULL.formatted(LEVEL.formatted("85")));

        assertThat(operator.extractOutputValues()).isEmpty();
        List<RejectedMessage> letters = letters();
        assertThat(letters).hasSize(4).allSatisfy(letter -> {
            assertThat(letter.topic()).isEqualTo(LogTopics.RULES);
            assertThat(letter.rejections())
                    .isNotEmpty()
                    .extracting(Rejection::reason)
                    .containsOnly(RejectReason.INVALID_RULE);
        });
        assertThat(letters.get(0).rejections())
                .extracting(Rejection::detail)
                .anySatisfy(detail -> assertThat(detail).contains("detector.steps[0].limit: 170 is outside 0 to 100"))
                .anySatisfy(detail -> assertThat(detail).contains("colour"));
        assertThat(letters.get(1).rejections().get(0).detail()).contains("the key is 'bins'");
        assertThat(letters.get(2).arrival()).isEqualTo(1_002);
        assertThat(new String(letters.get(2).payload(), StandardCharsets.UTF_8)).isEqualTo("{\"id\": ");
    }

    @Test
    void aRuleThatWouldBecomeASilenceIsADeadLetter() throws Exception {
        takes("waste-full", FULL.formatted(SILENCE));
        takes("waste-full", FULL.formatted(LEVEL.formatted("85")));

        assertThat(operator.extractOutputValues()).hasSize(1);
        assertThat(letters()).hasSize(1).first().satisfies(letter -> assertThat(
                        letter.rejections().get(0).detail())
                .contains("a silence can't become another detector"));
    }

    @Test
    void aRuleThatBearsThePlatformsOwnNameIsADeadLetter() throws Exception {
        takes("flood", FULL.formatted(LEVEL.formatted("85")).replace("waste-full", "flood"));
        takes("waste-full", FULL.formatted(LEVEL.formatted("85")));

        assertThat(operator.extractOutputValues()).hasSize(1);
        assertThat(letters()).hasSize(1).first().satisfies(letter -> assertThat(
                        letter.rejections().get(0).detail())
                .contains("id: 'flood' is the platform's own"));
    }

    private void takes(String key, String value) throws Exception {
        operator.processElement(new StreamRecord<>(new StoredRecord(
                offset,
                1_000 + offset,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8))));
        offset++;
    }

    private List<RejectedMessage> letters() throws IOException {
        List<RejectedMessage> letters = new ArrayList<>();
        var rejected = operator.getSideOutput(UsableRules.REJECTED);
        if (rejected != null) {
            for (StreamRecord<LogRecord> record : rejected) {
                assertThat(record.getValue().topic()).isEqualTo(LogTopics.REJECTED);
                letters.add(LogJson.rejectedMessage(record.getValue().value()));
            }
        }
        return letters;
    }
}

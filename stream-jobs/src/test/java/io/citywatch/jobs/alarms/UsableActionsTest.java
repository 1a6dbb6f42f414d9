package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsableActionsTest {
    private static final long NOW = 1_676_339_400_000L;
    private static final String ACKNOWLEDGE =
            """
            {"alarm": "gas-1~gas-leak", "device": "gas-1", "action": "acknowledge", "t": 1676339400000, "by": "operator/li", "newer": 1}""";

    private static final String WORK =
            """
            {"asset": "4108110111000042", "action": "suppress", "t": 1676339400000, "by": "operator/li", "reason": "renewal", "until": 1676343000000}""";

    private OneInputStreamOperatorTestHarness<StoredRecord, AlarmInput> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new UsableActions()));
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void anActionGoesOnAndLeavesNoLetter() throws Exception {
        takes(ACKNOWLEDGE);

        assertThat(operator.extractOutputValues())
                .containsExactly(new AlarmInput.Acted(new AlarmAction(
                        "gas-1~gas-leak", "gas-1", AlarmAction.Verb.ACKNOWLEDGE, NOW, "operator/li", null, null)));
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "acknowledge"     | "open"        | action: 'open' is none of acknowledge, shelve
                    "acknowledge"     | 7             | action: a number where a text belongs
                    1676339400000     | "now"         | t: a text where a whole number belongs
                    1676339400000     | 1.5           | t: 1.5 is no whole number
                    1676339400000     | null          | t: is missing
                    1676339400000     | 1676339400    | t: 1676339400 lies before the year 2000
                    1676339400000     | 1676339701000 | t: 1676339701000 lies more than 5 minutes after
                    "gas-1",          | "../1",       | device: '../1' is no device's name
                    "operator/li"     | [1]           | by: an array where a text belongs
                    "operator/li"     | ""            | by: is missing
                    "newer": 1        | "until": true | until: a boolean where a whole number belongs
                    "newer": 1        | "reason": {}  | reason: an object where a text belongs
                    "newer": 1        | "finding": {"onset": "x"} | finding: onset: Cannot deserialize
                    "newer": 1        | "finding": 3  | finding: a number where an object belongs
                    1}                | 1} 2          | not JSON
                    1}                | 1             | not JSON
                    """)
    void whatIsNoActionIsADeadLetterThatSaysWhy(String right, String wrong, String problem) throws Exception {
        assertThat(ACKNOWLEDGE).contains(right);
        String record = ACKNOWLEDGE.replace(right, wrong);

        takes(record);
        takes(ACKNOWLEDGE);

        assertThat(operator.extractOutputValues())
                .as("what follows is not lost")
                .hasSize(1);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(LogTopics.ALARM_ACTIONS);
            assertThat(letter.arrival()).isEqualTo(NOW);
            assertThat(new String(letter.payload(), StandardCharsets.UTF_8)).isEqualTo(record);
            assertThat(letter.rejections()).singleElement().satisfies(rejection -> {
                assertThat(rejection.reason()).isEqualTo(RejectReason.INVALID_ACTION);
                assertThat(rejection.detail()).startsWith(problem);
            });
        });
    }

    @Test
    void workAtAnAssetGoesToAllDevices() throws Exception {
        takes(WORK);

        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(operator.getSideOutput(UsableActions.WORKS))
                .extracting(StreamRecord::getValue)
                .containsExactly(new CityNews.AssetWorked(new AssetAction(
                        "4108110111000042",
                        AlarmAction.Verb.SUPPRESS,
                        NOW,
                        "operator/li",
                        "renewal",
                        NOW + 3_600_000,
                        null)));
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "suppress"      | "shelve"      | action: 'shelve' is not done to an asset
                    "renewal"       | " "           | reason: is missing
                    1676343000000   | null          | until: is missing
                    1676343000000   | 1676339400000 | until: 1676339400000 is not within 7 days after t
                    1676343000000   | 1676944200001 | until: 1676944200001 is not within 7 days after t
                    "4108110111000042" | 7          | asset: a number where a text belongs
                    """)
    void workThatCanNotBeIsADeadLetter(String right, String wrong, String problem) throws Exception {
        assertThat(WORK).contains(right);

        takes(WORK.replace(right, wrong));

        assertThat(operator.getSideOutput(UsableActions.WORKS)).isNullOrEmpty();
        assertThat(letters())
                .singleElement()
                .extracting(letter -> letter.rejections().get(0).detail())
                .isEqualTo(problem);
    }

    @Test
    void everyErrorIsTold() throws Exception {
        takes("{\"device\": 1, \"t\": \"x\"}");
        takes("[]");
        takes(null);

        assertThat(operator.extractOutputValues()).isEmpty();
        List<RejectedMessage> letters = letters();
        assertThat(letters.get(0).rejections())
                .extracting(Rejection::detail)
                .containsExactly(
                        "alarm: is missing",
                        "device: a number where a text belongs",
                        "action: is missing",
                        "t: a text where a whole number belongs",
                        "by: is missing");
        assertThat(letters.get(1).rejections().get(0).detail()).isEqualTo("an array where an object belongs");
        assertThat(letters.get(2).rejections().get(0).detail()).isEqualTo("the record is empty");
    }

    private void takes(@Nullable String value) throws Exception {
        operator.processElement(new StreamRecord<>(new StoredRecord(
                0,
                NOW,
                "gas-1".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8))));
    }

    private List<RejectedMessage> letters() throws IOException {
        List<RejectedMessage> letters = new ArrayList<>();
        var rejected = operator.getSideOutput(UsableActions.REJECTED);
        if (rejected != null) {
            for (StreamRecord<LogRecord> record : rejected) {
                assertThat(record.getValue().topic()).isEqualTo(LogTopics.REJECTED);
                assertThat(record.getValue().key()).isEqualTo("gas-1".getBytes(StandardCharsets.UTF_8));
                letters.add(LogJson.rejectedMessage(record.getValue().value()));
            }
        }
        return letters;
    }
}

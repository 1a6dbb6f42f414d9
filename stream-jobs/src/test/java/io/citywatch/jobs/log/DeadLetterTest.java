package io.citywatch.jobs.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    /** What the log takes at once, with room for the record's own fields. */
    private static final int LOG_TAKES = 1024 * 1024 - 1024;

    @Test
    void aRecordThatIsAsLargeAsTheLogTakesLeavesALetterThatItTakesToo() throws IOException {
        byte[] value = "\"".repeat(LOG_TAKES).getBytes(UTF_8);
        byte[] key = "k".repeat(LOG_TAKES).getBytes(UTF_8);
        List<String> problems = Collections.nCopies(10_000, "action: '" + "x".repeat(100_000) + "' is none of …");

        LogRecord letter = DeadLetter.of(
                LogTopics.ALARM_ACTIONS,
                new StoredRecord(17, 1_676_339_400_000L, key, value),
                RejectReason.INVALID_ACTION,
                problems);

        assertThat(letter.key().length + letter.value().length).isLessThan(LOG_TAKES);
        RejectedMessage message = LogJson.rejectedMessage(letter.value());
        assertThat(message.payload()).containsOnly('"').hasSize(DeadLetter.MAX_PAYLOAD_BYTES);
        assertThat(message.rejections().get(0).reason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(message.rejections().get(0).detail()).contains(LOG_TAKES + " bytes", "offset 17");
        assertThat(message.rejections().get(1).reason()).isEqualTo(RejectReason.INVALID_ACTION);
        assertThat(message.rejections().get(1).detail())
                .startsWith("action: 'x")
                .endsWith("…");
    }

    @Test
    void whatIsCutIsStillText() {
        byte[] value = ("xx" + "焦".repeat(DeadLetter.MAX_PAYLOAD_BYTES / 2)).getBytes(UTF_8);

        RejectedMessage message = DeadLetter.bounded(new RejectedMessage("topic", 0, null, List.of(), value));

        assertThat(new String(message.payload(), UTF_8)).matches("xx焦+");
        assertThat(message.payload().length).isGreaterThan(DeadLetter.MAX_PAYLOAD_BYTES - 4);
    }

    @Test
    void aUsualMessageStaysAsItIs() {
        RejectedMessage message = new RejectedMessage(
                "topic", 0, null, List.of(new Rejection(RejectReason.NOT_JSON, "no")), new byte[] {'{'});

        assertThat(DeadLetter.bounded(message)).usingRecursiveComparison().isEqualTo(message);
    }
}

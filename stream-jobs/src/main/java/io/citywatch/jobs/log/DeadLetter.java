package io.citywatch.jobs.log;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records of the log's own topics that can't be used, on their way to the dead letters; and what every letter has to be: smaller
 * than the log takes at once, which is a mebibyte. A letter that is not would stop its job, again after each restart.
 */
public final class DeadLetter {
    /** As much as the gateway and the bridge take of a message at most. In the letter it takes twice that at most. */
    static final int MAX_PAYLOAD_BYTES = 256 * 1024;

    /** Names of devices, assets and rules are much shorter. */
    static final int MAX_KEY_BYTES = 1024;

    private static final int MAX_CHARACTER_BYTES = 4;
    private static final byte[] NOTHING = {};

    private DeadLetter() {}

    /**
     * The letter of a record. Of a record that is too large for one it has the beginning, and says where the whole stands.
     *
     * @param topic in which topic of the log it stands
     * @param reason what it is not
     * @param problems each error with its place
     */
    public static LogRecord of(String topic, StoredRecord record, RejectReason reason, List<String> problems) {
        byte[] key = record.key();
        byte[] value = record.value();
        List<Rejection> rejections = new ArrayList<>();
        if (value != null && value.length > MAX_PAYLOAD_BYTES) {
            rejections.add(new Rejection(
                    RejectReason.TOO_LARGE,
                    value.length + " bytes, of which this is the beginning; the whole has the offset "
                            + record.offset()));
        }
        problems.forEach(problem -> rejections.add(new Rejection(reason, problem)));
        RejectedMessage message =
                new RejectedMessage(topic, record.t(), null, rejections, value == null ? NOTHING : value);
        return new LogRecord(
                LogTopics.REJECTED, key == null ? NOTHING : head(key, MAX_KEY_BYTES), LogJson.encode(bounded(message)));
    }

    /** The message with no more payload and reasons than a letter can have. */
    public static RejectedMessage bounded(RejectedMessage message) {
        List<Rejection> rejections = message.rejections().stream()
                .limit(RejectedMessage.MAX_REJECTIONS)
                .toList();
        return new RejectedMessage(
                message.received(), rejections, head(message.payload(), MAX_PAYLOAD_BYTES), message.original());
    }

    /** The first bytes; of UTF-8 whole characters. */
    private static byte[] head(byte[] text, int most) {
        if (text.length <= most) {
            return text;
        }
        int end = most;
        while (end > most - MAX_CHARACTER_BYTES && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(text, end);
    }
}

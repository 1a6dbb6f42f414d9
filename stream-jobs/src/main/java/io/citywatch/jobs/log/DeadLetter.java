package io.citywatch.jobs.log;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.List;

/** Records of the log's own topics that can't be used, on their way to the dead letters. */
public final class DeadLetter {
    private static final byte[] NOTHING = {};

    private DeadLetter() {}

    /**
     * The letter of a record.
     *
     * @param topic in which topic of the log it stands
     * @param reason what it is not
     * @param problems each error with its place
     */
    public static LogRecord of(String topic, StoredRecord record, RejectReason reason, List<String> problems) {
        byte[] key = record.key();
        byte[] value = record.value();
        List<Rejection> rejections =
                problems.stream().map(problem -> new Rejection(reason, problem)).toList();
        RejectedMessage message =
                new RejectedMessage(topic, record.t(), null, rejections, value == null ? NOTHING : value);
        return new LogRecord(LogTopics.REJECTED, key == null ? NOTHING : key, LogJson.encode(message));
    }
}

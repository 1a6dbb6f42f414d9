package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.DeadLetter;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.telemetry.alarm.Action;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import io.citywatch.telemetry.codec.InvalidDocumentException;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.LogTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Tells the records of the actions' topic that are actions from those that are none, which it counts and makes dead letters of. An
 * action that can be read and makes no sense at its alarm is refused there, and is no dead letter. Work at assets concerns every device.
 */
final class UsableActions extends ProcessFunction<StoredRecord, AlarmInput> {
    /** Side output: dead letters. */
    static final OutputTag<LogRecord> REJECTED = new OutputTag<>("rejected-actions", LogRecordSerializer.TYPE);

    /** Side output: work at assets. */
    static final OutputTag<CityNews> WORKS = new OutputTag<>("works", CityNewsSerializer.TYPE);

    /** Clocks of those who act may differ by so much. An action of much later would be held for ever. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private static final long serialVersionUID = 1;
    /** What is given in seconds lies before it. */
    private static final long YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private static final byte[] NOTHING = {};

    private transient @Nullable Counter unreadable;

    @Override
    public void open(OpenContext context) {
        unreadable = AlarmMeter.UNREADABLE.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(StoredRecord record, Context context, Collector<AlarmInput> out) {
        if (unreadable == null) {
            throw new IllegalStateException("not open");
        }
        List<String> problems;
        try {
            Action action = LogJson.action(record.value() == null ? NOTHING : record.value());
            problems = problems(action, record.t());
            if (problems.isEmpty() && action instanceof AlarmAction ofAlarm) {
                out.collect(new AlarmInput.Acted(ofAlarm));
            } else if (problems.isEmpty() && action instanceof AssetAction ofAsset) {
                context.output(WORKS, new CityNews.AssetWorked(ofAsset));
            }
        } catch (InvalidDocumentException e) {
            problems = e.problems();
        }
        if (!problems.isEmpty()) {
            unreadable.inc();
            context.output(
                    REJECTED, DeadLetter.of(LogTopics.ALARM_ACTIONS, record, RejectReason.INVALID_ACTION, problems));
        }
    }

    /** What is wrong with the times of an action that was written at that time. */
    static List<String> problems(Action action, long written) {
        if (action.t() < YEAR_2000) {
            return List.of("t: " + action.t() + " lies before the year 2000; milliseconds since 1970 UTC are expected");
        }
        if (action.t() - written > MAX_AHEAD.toMillis()) {
            return List.of("t: " + action.t() + " lies more than " + MAX_AHEAD.toMinutes()
                    + " minutes after the record was written");
        }
        if (action instanceof AssetAction work
                && work.until() != null
                && (work.until() <= work.t() || work.until() - work.t() > ActionTerms.LONGEST_SUPPRESSION.toMillis())) {
            return List.of("until: " + work.until() + " is not within " + ActionTerms.LONGEST_SUPPRESSION.toDays()
                    + " days after t");
        }
        return List.of();
    }
}

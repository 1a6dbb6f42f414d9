package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.alarms.rule.RuleBooks;
import io.citywatch.jobs.alarms.rule.RuleLog;
import io.citywatch.jobs.log.DeadLetter;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleRecords;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.UnusableRuleException;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Tells the records of the rules' topic that are changes of rules from those that are none, which it counts and makes dead
 * letters of. What was said of a rule before such a record holds on.
 */
final class UsableRules extends ProcessFunction<StoredRecord, CityNews> {
    /** Side output: dead letters. */
    static final OutputTag<LogRecord> REJECTED = new OutputTag<>("rejected-rules", LogRecordSerializer.TYPE);

    private static final long serialVersionUID = 1;

    private final RuleLog log;
    private transient @Nullable Counter unreadable;
    private transient @Nullable RuleTimeline<RuleBook> timeline;

    UsableRules(RuleLog log) {
        this.log = log;
    }

    @Override
    public void open(OpenContext context) {
        unreadable = AlarmMeter.UNREADABLE.counter(getRuntimeContext().getMetricGroup());
        timeline = RuleBooks.standard();
        timeline.addAll(log.read());
    }

    @Override
    public void processElement(StoredRecord record, Context context, Collector<CityNews> out) {
        if (unreadable == null || timeline == null) {
            throw new IllegalStateException("not open");
        }
        List<String> problems = List.of();
        try {
            RuleChange change = RuleRecords.read(record.offset(), record.t(), record.key(), record.value());
            timeline.add(change);
            problems = timeline.problems(change.number());
            if (problems.isEmpty()) {
                out.collect(new CityNews.RuleChanged(change));
            }
        } catch (UnusableRuleException e) {
            problems = e.problems();
        }
        if (!problems.isEmpty()) {
            unreadable.inc();
            context.output(REJECTED, DeadLetter.of(LogTopics.RULES, record, RejectReason.INVALID_RULE, problems));
        }
    }
}

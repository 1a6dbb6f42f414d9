package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.jobs.log.WholeTopic;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleRecords;
import io.citywatch.telemetry.rule.UnusableRuleException;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All changes of rules that stand in the log now.
 *
 * <p>The job reads them when it starts, before the first message: so a change that was made while it was down, or long ago in a
 * log that is replayed, is known before any message of its time.
 *
 * @param bootstrapServers the brokers; empty: there is no log, and there are no changes
 */
public record RuleLog(String bootstrapServers) implements Serializable {
    /** No log, and so no changes. */
    public static final RuleLog NONE = new RuleLog("");

    private static final Logger log = LoggerFactory.getLogger(RuleLog.class);

    /** Reads all changes; what can't be understood is left out, as the job's source leaves it out. */
    public List<RuleChange> read() {
        List<RuleChange> changes = new ArrayList<>();
        WholeTopic.read(bootstrapServers, LogTopics.RULES, record -> add(record, changes));
        return changes;
    }

    private static void add(StoredRecord record, List<RuleChange> changes) {
        try {
            changes.add(RuleRecords.read(record.offset(), record.t(), record.key(), record.value()));
        } catch (UnusableRuleException e) {
            log.atWarn()
                    .addKeyValue("topic", LogTopics.RULES)
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.getMessage())
                    .log("a record of a rule can't be understood");
        }
    }
}

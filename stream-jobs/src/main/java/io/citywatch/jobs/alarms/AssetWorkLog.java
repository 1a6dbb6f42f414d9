package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.jobs.log.WholeTopic;
import io.citywatch.telemetry.alarm.Action;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.codec.InvalidDocumentException;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All work at assets that stands in the log now.
 *
 * <p>The job reads it when it starts, before the first message: so it is known where a device is installed while somebody works,
 * also where the log is replayed. That makes a state of its own needless: the log keeps actions for as long as work may last.
 *
 * @param bootstrapServers the brokers; empty: there is no log, and there is no work
 */
record AssetWorkLog(String bootstrapServers) implements Serializable {
    /** No log, and so no work. */
    static final AssetWorkLog NONE = new AssetWorkLog("");

    /** Most actions are of alarms, as many as there are in a flood; what has not even the word need not be parsed. */
    private static final String FIELD = "\"asset\"";

    /** Reads it; what can't be understood is left out, as the job's source leaves it out. */
    List<AssetAction> read() {
        List<AssetAction> actions = new ArrayList<>();
        WholeTopic.read(bootstrapServers, LogTopics.ALARM_ACTIONS, record -> add(record, actions));
        return actions;
    }

    private static void add(StoredRecord record, List<AssetAction> actions) {
        byte[] value = record.value();
        if (value == null || !new String(value, StandardCharsets.UTF_8).contains(FIELD)) {
            return;
        }
        try {
            Action action = LogJson.action(value);
            if (action instanceof AssetAction ofAsset
                    && UsableActions.problems(action, record.t()).isEmpty()) {
                actions.add(ofAsset);
            }
        } catch (InvalidDocumentException e) {
            // The source makes a dead letter of it
        }
    }
}

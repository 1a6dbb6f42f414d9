package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The records of the rules' topic: the key is the rule's id, the record's own time is the time from which it holds. */
public final class RuleRecords {
    private static final String REMOVED = "{\"id\":\"%s\",\"removed\":true}";

    private RuleRecords() {}

    /** The value that says that no rule of that id holds, not even a default. */
    public static byte[] removal(String id) {
        return REMOVED.formatted(id).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The change that a record is.
     *
     * @throws IOException when it can't be understood; says what is wrong
     */
    public static RuleChange read(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.key() == null) {
            throw new IOException("the record has no key");
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        String json = value == null || value.length == 0 ? null : new String(value, StandardCharsets.UTF_8);
        boolean removal = json != null && json.equals(REMOVED.formatted(id));
        if (json != null && !removal) {
            json = document(id, value).json();
        }
        return new RuleChange(record.offset(), record.timestamp(), id, removal ? null : json, removal);
    }

    private static RuleDocument document(String id, byte @Nullable [] value) throws IOException {
        RuleReader.Result result = RuleReader.read(value == null ? new byte[0] : value);
        RuleDocument document = result.single();
        if (document == null) {
            throw new IOException(
                    result.problems().isEmpty()
                            ? "a record holds one rule"
                            : result.problems().toString());
        }
        if (!document.id().equals(id)) {
            throw new IOException("the key is '" + id + "', the rule's id '" + document.id() + "'");
        }
        return document;
    }
}

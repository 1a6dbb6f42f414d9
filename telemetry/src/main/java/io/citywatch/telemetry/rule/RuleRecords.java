package io.citywatch.telemetry.rule;

import java.nio.charset.StandardCharsets;
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
     * @param offset its place in the topic
     * @param t its time, in milliseconds since 1970 UTC
     * @throws UnusableRuleException when it can't be understood; says what is wrong
     */
    public static RuleChange read(long offset, long t, byte @Nullable [] key, byte @Nullable [] value)
            throws UnusableRuleException {
        if (key == null) {
            throw new UnusableRuleException("the record has no key");
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (value == null || value.length == 0) {
            return new RuleChange(offset, t, id, null, false);
        }
        boolean isRemoval = new String(value, StandardCharsets.UTF_8).equals(REMOVED.formatted(id));
        String json = isRemoval ? null : document(id, value).json();
        return new RuleChange(offset, t, id, json, isRemoval);
    }

    /**
     * The rule of that id in a text.
     *
     * @throws UnusableRuleException when it is none; says what is wrong
     */
    static RuleDocument document(String id, byte[] value) throws UnusableRuleException {
        RuleReader.Result result = RuleReader.read(value);
        RuleDocument document = result.single();
        if (document == null) {
            throw result.problems().isEmpty()
                    ? new UnusableRuleException("a record holds one rule")
                    : new UnusableRuleException(result.problems().stream()
                            .map(RuleProblem::toString)
                            .toList());
        }
        if (!document.id().equals(id)) {
            throw new UnusableRuleException("the key is '" + id + "', the rule's id '" + document.id() + "'");
        }
        return document;
    }
}

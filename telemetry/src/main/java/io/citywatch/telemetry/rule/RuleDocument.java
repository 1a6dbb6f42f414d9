package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A rule as it stands in a file and in the log. It is made by {@link RuleReader} alone, so it holds nothing that contradicts
 * itself.
 *
 * @param id its name, which is part of its alarms' ids
 * @param scope which devices it looks at
 * @param detector the condition
 * @param text what its alarms mean
 * @param actions what devices are told
 * @param attention what its alarms ask of operators
 * @param grouping what it means when the condition holds at several devices
 * @param enabled whether it holds; one that does not is kept for later
 * @param json the document as it was written, without blanks
 */
public record RuleDocument(
        String id,
        RuleScope scope,
        DetectorSpec detector,
        AlarmText text,
        List<RuleAction> actions,
        RuleAttention attention,
        Grouping grouping,
        boolean enabled,
        String json) {
    /** The form of {@link #id}. */
    public static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    public RuleDocument {
        actions = List.copyOf(actions);
    }

    /** How bad its alarms can be, by themselves or because neighbours agree; the worst first. */
    public SortedSet<Severity> severities() {
        SortedSet<Severity> all = new TreeSet<>(detector.severities());
        Agreement agreement = grouping.agreement();
        if (agreement != null) {
            all.add(agreement.severity());
        }
        return all;
    }

    /** Whether another document says the same, however it is written. */
    public boolean saysTheSameAs(RuleDocument other) {
        return equals(new RuleDocument(
                other.id,
                other.scope,
                other.detector,
                other.text,
                other.actions,
                other.attention,
                other.grouping,
                other.enabled,
                json));
    }
}

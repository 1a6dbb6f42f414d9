package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the detector {@code silence}. */
final class SilenceReader {

    private SilenceReader() {}

    static @Nullable DetectorSpec read(RuleFields fields, @Nullable Severity usual) {
        Integer missed = fields.whole("missedReports", 1, 1000);
        double grace = fields.numberOr("graceShare", 0, 0, 1);
        Severity severity = DetectorReader.severity(fields, usual);
        Map<FacilityKind, Severity> severityOf = new EnumMap<>(FacilityKind.class);
        RuleFields kinds = fields.optional("severityOf");
        if (kinds != null) {
            for (String name : kinds.names()) {
                FacilityKind kind = Words.KINDS.get(name);
                Severity one = kinds.oneOf(name, Words.SEVERITIES);
                if (kind == null) {
                    kinds.wrong(name, "is none of " + String.join(", ", Words.KINDS.keySet()));
                } else if (one != null) {
                    severityOf.put(kind, one);
                }
            }
        }
        DetectorSpec.Silence.After after = after(fields);
        return missed == null || severity == null
                ? null
                : new DetectorSpec.Silence(missed, grace, severity, severityOf, after);
    }

    private static DetectorSpec.Silence.@Nullable After after(RuleFields fields) {
        RuleFields after = fields.optional("after");
        if (after == null) {
            return null;
        }
        Set<String> rules = after.texts("rules", RuleDocument.ID, "the id of a rule");
        Severity severity = after.has("severity") ? after.oneOf("severity", Words.SEVERITIES) : Severity.LOW;
        if (rules.isEmpty()) {
            after.wrong("rules", "is missing or empty");
        }
        after.end();
        return rules.isEmpty() || severity == null ? null : new DetectorSpec.Silence.After(rules, severity);
    }
}

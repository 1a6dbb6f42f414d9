package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether rules that name each other, or need each other, go together: what one rule alone does not show.
 *
 * <p>Places begin with the rule's id, as in {@code cover-missing.detector.after.rules}.
 */
public final class RuleReferences {
    private RuleReferences() {}

    /** What is wrong among rules that hold together, those that are disabled left out. */
    public static List<RuleProblem> check(Collection<RuleDocument> rules) {
        Map<String, RuleDocument> byId = new LinkedHashMap<>();
        rules.stream().filter(RuleDocument::enabled).forEach(rule -> byId.put(rule.id(), rule));
        List<RuleProblem> problems = new ArrayList<>();
        for (RuleDocument rule : byId.values()) {
            checkLastWords(rule, byId, problems);
            checkAgreement(rule, byId, problems);
            checkAnswers(rule, byId.values(), problems);
        }
        return problems;
    }

    private static void checkLastWords(RuleDocument rule, Map<String, RuleDocument> byId, List<RuleProblem> problems) {
        if (!(rule.detector() instanceof DetectorSpec.Silence silence) || silence.after() == null) {
            return;
        }
        String place = rule.id() + ".detector.after.rules";
        for (String id : silence.after().rules().stream().sorted().toList()) {
            RuleDocument other = byId.get(id);
            if (other == null) {
                problems.add(new RuleProblem(place, "no rule '" + id + "' holds: nothing is ever its last word"));
            } else if (!(other.detector() instanceof DetectorSpec.Level
                    || other.detector() instanceof DetectorSpec.Cover)) {
                problems.add(new RuleProblem(
                        place, "'" + id + "' has neither the detector level nor cover: it leaves no last word"));
            }
        }
    }

    private static void checkAgreement(RuleDocument rule, Map<String, RuleDocument> byId, List<RuleProblem> problems) {
        Agreement agreement = rule.grouping().agreement();
        if (agreement == null) {
            return;
        }
        for (String id : agreement.with().stream().sorted().toList()) {
            if (!byId.containsKey(id)) {
                problems.add(new RuleProblem(
                        rule.id() + ".agreement.with",
                        "no rule '" + id + "' holds: nobody agrees with this one by it"));
            }
        }
    }

    private static void checkAnswers(RuleDocument rule, Collection<RuleDocument> all, List<RuleProblem> problems) {
        if (rule.actions().isEmpty()) {
            return;
        }
        for (FacilityKind kind : rule.scope().kinds().stream().sorted().toList()) {
            boolean isHeard = all.stream()
                    .anyMatch(other -> other.detector() instanceof DetectorSpec.Undone
                            && other.scope().kinds().contains(kind));
            if (!isHeard) {
                problems.add(new RuleProblem(
                        rule.id() + ".actions",
                        "no rule with the detector undone looks at " + kind.code()
                                + ": nobody would hear that a device has not done what it was told"));
            }
        }
    }
}

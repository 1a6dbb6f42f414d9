package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.FoldBy;
import io.citywatch.telemetry.rule.Grouping;
import io.citywatch.telemetry.rule.RuleAttention;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleScope;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reason to raise an alarm.
 *
 * @param id its name, which is part of its alarms' ids: 1 to 32 of {@code a-z 0-9 -}
 * @param scope the devices it looks at
 * @param detector the condition
 * @param text what its alarms mean
 * @param reactions what the device is told to do
 * @param attention what its alarms ask of operators
 * @param grouping what it means when the condition holds at several devices
 */
public record Rule(
        String id,
        RuleScope scope,
        Detector detector,
        AlarmText text,
        List<Reaction> reactions,
        RuleAttention attention,
        Grouping grouping) {
    public Rule {
        if (!RuleDocument.ID.matcher(id).matches()) {
            throw new IllegalArgumentException("rule id '" + id + "' is not 1 to 32 of a-z 0-9 -");
        }
        reactions = List.copyOf(reactions);
    }

    /** A rule for all devices of those kinds, that judges each for itself. */
    public Rule(
            String id,
            Set<FacilityKind> kinds,
            Detector detector,
            AlarmText text,
            List<Reaction> reactions,
            RuleAttention attention) {
        this(id, RuleScope.of(kinds), detector, text, reactions, attention, Grouping.NONE);
    }

    /** The rule of a document. */
    public static Rule of(RuleDocument document) {
        return new Rule(
                document.id(),
                document.scope(),
                Detectors.of(document.detector()),
                document.text(),
                document.actions().stream().map(Reaction::of).toList(),
                document.attention(),
                document.grouping());
    }

    /** The kinds of facility it looks at. */
    public Set<FacilityKind> kinds() {
        return scope.kinds();
    }

    /** Whether it looks at that device. */
    public boolean concerns(DeviceAddress address, @Nullable DeviceFacts facts) {
        return facts == null
                ? scope.includes(address, null, null, null)
                : scope.includes(address, facts.asset(), facts.type(), facts.pressureClass());
    }

    /** The same rule, meaning that when it holds at several devices. */
    public Rule with(Grouping other) {
        return new Rule(id, scope, detector, text, reactions, attention, other);
    }

    /** Whether its alarm may be folded into another while it has that severity. One that acts waits for nobody. */
    public boolean isFoldable(Severity severity) {
        return grouping.fold().contains(severity) && reactions.stream().noneMatch(reaction -> reaction.isDue(severity));
    }

    /** Whether its alarm stands behind that of its district while it has that severity, from the first one on. */
    public boolean isCollected(Severity severity) {
        return grouping.foldBy() == FoldBy.DISTRICT && isFoldable(severity);
    }

    /** Whether an operator may put aside its alarm while it has that severity. */
    public boolean isHideable(Severity severity) {
        return attention.hideable().contains(severity);
    }
}

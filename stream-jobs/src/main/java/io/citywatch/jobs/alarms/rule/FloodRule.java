package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.GroupCondition;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.Grouping;
import io.citywatch.telemetry.rule.RuleAttention;
import io.citywatch.telemetry.rule.RuleScope;
import io.citywatch.telemetry.rule.StandardRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rule of the alarms that stand for others. It looks at no device, and is always there. */
public final class FloodRule {
    public static final String ID = StandardRules.FLOOD;

    static final Rule RULE = new Rule(
            ID,
            RuleScope.of(Set.of()),
            new GroupCondition(),
            new AlarmText("同因告警合并", "Alarms with one cause"),
            List.of(),
            new RuleAttention(false, EnumSet.allOf(Severity.class), RuleAttention.USUAL_ESCALATION),
            // One that stands for a concentrator's devices may itself be part of what has befallen the district
            new Grouping(null, EnumSet.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW)));

    private FloodRule() {}
}

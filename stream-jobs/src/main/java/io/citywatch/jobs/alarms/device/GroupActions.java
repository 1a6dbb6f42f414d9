package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.GroupCondition;
import io.citywatch.jobs.alarms.detect.GroupDetector;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what rules have found out about several devices together.
 *
 * <p>Such an action may come twice, as it does in a replay, or when its episode is over: then it is moot, and that is no fault.
 * So each names the onset of the episode that it means, and is carried out only where it says something new.
 */
final class GroupActions {
    private static final String ANOTHER_FLOOD = "this is another flood than the one that was shelved";

    /**
     * A group ends what it has found before it finds something new. Where it did not, it has lost what it knew; else the
     * alarm of then would go on standing for what is found now, without a call.
     */
    private static final String FOUND_ANEW = "the group has found it anew, and knows no more of it than that";

    private final RuleBook rules;
    private final AlarmBook alarms;
    private final AlarmDesk desk;
    private final Outbox out;

    GroupActions(RuleBook rules, AlarmBook alarms, AlarmDesk desk, Outbox out) {
        this.rules = rules;
        this.alarms = alarms;
        this.desk = desk;
        this.out = out;
    }

    /** Carries out the action on the alarm of that rule. */
    void act(DeviceState device, @Nullable String ruleId, AlarmAction action) {
        Rule rule = ruleId == null ? null : rules.rule(ruleId);
        GroupFinding finding = action.finding();
        boolean done = rule != null
                && finding != null
                && switch (action.action()) {
                    case RAISE ->
                        finding.group() == null
                                ? standAlone(device, rule, action, finding)
                                : gather(device, rule, action, finding, finding.group());
                    case FOLD -> fold(device, rule, action, finding);
                    case WORSEN -> worsen(device, rule, action, finding);
                    case CLEAR -> disperse(device, rule, action, finding);
                    default -> false;
                };
        out.count(done ? AlarmMeter.GROUP_ACTIONS : AlarmMeter.MOOT);
    }

    private boolean standAlone(DeviceState device, Rule rule, AlarmAction action, GroupFinding finding) {
        Withheld withheld = withheld(device, rule, finding);
        if (withheld != null && withheld.awaitsNeighbours()) {
            desk.begin(device, rule, withheld, action.t(), action.reason());
            return true;
        }
        LiveAlarm alarm = alarms.get(rule.id());
        if (alarm == null || !isMeant(alarm, finding) || !alarm.isFolded()) {
            return false;
        }
        LiveAlarm after = alarm.take(step(Cause.UNFOLD, action));
        Suppression suppression = device.lane(Clock.of(rule)).suppression();
        alarms.write(
                device, alarm, suppression == null ? after : ActionTaker.suppressed(after, suppression, action.t()));
        return true;
    }

    private boolean fold(DeviceState device, Rule rule, AlarmAction action, GroupFinding finding) {
        String parent = finding.parent();
        if (parent == null) {
            return false;
        }
        Withheld withheld = withheld(device, rule, finding);
        if (withheld != null && isAside(device, rule)) {
            // Somebody has begun to work there, or has put the alarm aside before it is raised again: that stands
            desk.release(device, rule, withheld, action.t());
            return true;
        }
        LiveAlarm before = withheld == null ? alarms.get(rule.id()) : desk.alarm(device, withheld.asset(), rule);
        LiveAlarm after;
        if (withheld != null && before != null) {
            device.lane(Clock.of(rule), device.lane(Clock.of(rule)).release(rule.id()));
            after = foldedNew(before, rule, withheld, parent, action);
        } else if (before != null
                && isMeant(before, finding)
                && (!before.alarm().state().isAside() || isBehindAnother(before, parent))
                && rule.isFoldable(before.alarm().severity())) {
            LiveAlarm free = before.isFolded() ? before.take(step(Cause.UNFOLD, action)) : before;
            after = free.foldedInto(parent).take(step(Cause.FOLD, action));
        } else {
            return false;
        }
        alarms.write(device, before, after);
        out.count(AlarmMeter.FOLDED);
        return true;
    }

    /** Whether a flood stands for it that is not that one: it is lost, if another says that it does. */
    private static boolean isBehindAnother(LiveAlarm alarm, String parent) {
        String is = alarm.alarm().handling().parent();
        return is != null && !is.equals(parent) && is.endsWith(Alarm.id("", FloodRule.ID));
    }

    private static LiveAlarm foldedNew(
            LiveAlarm before, Rule rule, Withheld withheld, String parent, AlarmAction action) {
        Finding.Present present = withheld.present();
        LiveAlarm known = before.with(
                before.alarm().source(), rule.text(), present.severity(), present.onset(), present.evidence());
        if (rule.attention().latching()) {
            known = known.latched();
        }
        return known.foldedInto(parent)
                .take(step(Cause.FOLD, action))
                .take(Step.ofCondition(
                        Cause.RAISE, action.t(), present.evidence().value()));
    }

    private boolean worsen(DeviceState device, Rule rule, AlarmAction action, GroupFinding finding) {
        Severity severity = finding.severity();
        Withheld withheld = withheld(device, rule, finding);
        if (severity != null && withheld != null) {
            desk.release(device, rule, withheld, action.t());
        }
        LiveAlarm alarm = alarms.get(rule.id());
        // A group's own alarm is told how bad it is when it is counted
        if (severity == null
                || device.address() == null
                || alarm == null
                || !isMeant(alarm, finding)
                || !severity.isWorseThan(alarm.alarm().severity())) {
            return false;
        }
        Alarm was = alarm.alarm();
        Finding.Present worse = new Finding.Present(severity, was.onset(), was.evidence());
        desk.raise(device, was.source().asset(), rule, worse, step(Cause.WORSEN, action));
        return true;
    }

    private boolean gather(DeviceState device, Rule rule, AlarmAction action, GroupFinding finding, AlarmGroup group) {
        if (!(rule.detector() instanceof GroupDetector) && !AlarmGroup.isName(action.device())) {
            return false;
        }
        LiveAlarm known = alarms.get(rule.id());
        AlarmSource source = new AlarmSource(action.device(), null, group.kind(), group.district(), group.simulated());
        LiveAlarm before = known == null ? LiveAlarm.neverRaised(rule.id(), source, group.text()) : known;
        if (before.alarm().active() && finding.onset() > before.alarm().onset()) {
            LiveAlarm over = over(before, new Step(Cause.CLEAR, action.t(), action.by(), FOUND_ANEW, null), action);
            alarms.write(device, before, over);
            out.count(AlarmMeter.CLEARED);
            before = over;
        }
        Alarm was = before.alarm();
        AlarmMembers counted = was.handling().members();
        Severity severity = finding.severity() == null ? Severity.MEDIUM : finding.severity();
        if (!was.active() && finding.onset() > was.onset()) {
            LiveAlarm gathered =
                    standingFor(before.with(source, group.text(), severity, finding.onset(), evidence(group)), group);
            if (rule.attention().latching()) {
                gathered = gathered.latched();
            }
            alarms.write(
                    device, before, offShelf(rule, gathered.take(step(Cause.RAISE, action, evidence(group))), action));
            out.count(AlarmMeter.RAISED);
            return true;
        }
        AlarmMembers members = group.members();
        if (!isMeant(before, finding) || members == null || (counted != null && counted.t() >= members.t())) {
            return false;
        }
        LiveAlarm after = before.counted(group.text(), members);
        if (severity.isWorseThan(was.severity())) {
            after = after.with(source, group.text(), severity, was.onset(), Alarm.Evidence.NONE)
                    .take(step(Cause.WORSEN, action));
        }
        alarms.write(device, before, after);
        return true;
    }

    /** What an operator has shelved is the flood that was there, not the next, which stands for other alarms. */
    private static LiveAlarm offShelf(Rule rule, LiveAlarm raised, AlarmAction action) {
        return rule.detector() instanceof GroupCondition && raised.alarm().state() == AlarmState.SHELVED
                ? raised.take(new Step(Cause.UNSHELVE, action.t(), action.by(), ANOTHER_FLOOD, null))
                : raised;
    }

    private boolean disperse(DeviceState device, Rule rule, AlarmAction action, GroupFinding finding) {
        LiveAlarm alarm = alarms.get(rule.id());
        if (alarm == null || !isMeant(alarm, finding)) {
            return false;
        }
        AlarmGroup group = finding.group();
        LiveAlarm last = group == null ? alarm : standingFor(alarm, group);
        Step clear = step(Cause.CLEAR, action, group == null ? Alarm.Evidence.NONE : evidence(group));
        alarms.write(device, alarm, over(last, clear, action));
        out.count(AlarmMeter.CLEARED);
        return true;
    }

    private static LiveAlarm over(LiveAlarm alarm, Step clear, AlarmAction action) {
        LiveAlarm after = alarm.take(clear);
        return after.isFolded() ? after.take(step(Cause.UNFOLD, action)) : after;
    }

    private boolean isAside(DeviceState device, Rule rule) {
        LiveAlarm known = alarms.get(rule.id());
        return device.lane(Clock.of(rule)).suppression() != null
                || (known != null && known.alarm().state().isAside());
    }

    private static @Nullable Withheld withheld(DeviceState device, Rule rule, GroupFinding finding) {
        Withheld withheld = device.lane(Clock.of(rule)).withheld(rule.id());
        return withheld != null && withheld.present().onset() == finding.onset() ? withheld : null;
    }

    private static boolean isMeant(LiveAlarm alarm, GroupFinding finding) {
        return alarm.alarm().active() && alarm.alarm().onset() == finding.onset();
    }

    /** The alarm standing for the alarms of the group's devices, if it does. */
    private static LiveAlarm standingFor(LiveAlarm alarm, AlarmGroup group) {
        return group.members() == null ? alarm : alarm.standingFor(group.members());
    }

    private static Alarm.Evidence evidence(AlarmGroup group) {
        return group.evidence() == null ? Alarm.Evidence.NONE : group.evidence();
    }

    private static Step step(Cause cause, AlarmAction action) {
        return step(cause, action, Alarm.Evidence.NONE);
    }

    private static Step step(Cause cause, AlarmAction action, Alarm.Evidence evidence) {
        return new Step(cause, action.t(), action.by(), action.reason(), evidence.value());
    }
}

package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.StuckDetector;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Step;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes what detectors found to the alarms of one device, with the commands that follow.
 *
 * <p>Commands are given whether the alarm stands or is put aside: a valve closes under a work order too.
 *
 * <p>A condition whose alarm may be folded is withheld for {@link #WITHHELD}: no alarm is written until it is known whether
 * another stands for it. When nobody says so in time, it is raised for itself. Where one stands for all of its district, from the first on,
 * there is nothing to wait for: it is raised behind that one. What means something only while the neighbours change is
 * withheld until their group says that they do.
 */
final class AlarmDesk {
    /**
     * The group's word comes some five seconds after the condition: it gathers for two, and the log's time is up to two
     * behind. The rest is for the way there and back while a tenth of the city goes silent at once.
     */
    static final Duration WITHHELD = Duration.ofSeconds(10);

    private static final String TOO_BAD = "an alarm as bad as this is not folded";

    private final AlarmBook alarms;
    private final CommandDesk commands;
    private final GroupReporter groups;
    private final Outbox out;

    AlarmDesk(AlarmBook alarms, CommandDesk commands, GroupReporter groups, Outbox out) {
        this.alarms = alarms;
        this.commands = commands;
        this.groups = groups;
        this.out = out;
    }

    /** Takes what the rule's detector found at that time of the log. */
    void found(DeviceState device, Rule rule, Finding finding, long t) {
        DeviceFacts facts = device.facts();
        found(device, facts == null ? null : facts.asset(), rule, finding, t);
    }

    /** Takes what was found, in words that stand in the alarm's history. */
    void found(DeviceState device, Rule rule, Finding.Present finding, long t, String words) {
        DeviceFacts facts = device.facts();
        found(device, facts == null ? null : facts.asset(), rule, finding, t, words);
    }

    /** Takes what the rule's detector found at that time of the log, while the device served that asset. */
    void found(DeviceState device, @Nullable String asset, Rule rule, Finding finding, long t) {
        found(device, asset, rule, finding, t, null);
    }

    private void found(
            DeviceState device, @Nullable String asset, Rule rule, Finding finding, long t, @Nullable String words) {
        Lane lane = device.lane(Clock.of(rule));
        Withheld withheld = lane.withheld(rule.id());
        if (finding instanceof Finding.Over end) {
            if (withheld != null) {
                drop(device, rule, withheld, t);
            } else {
                clear(device, rule, end, t);
            }
        } else if (finding instanceof Finding.Present present) {
            if (withheld != null) {
                worsenWithheld(device, rule, withheld, present, t);
            } else {
                present(device, asset, rule, present, t, words);
            }
        }
    }

    /** Ends what a rule has found that does not hold, or does not look at the device, any more. */
    void withdraw(DeviceState device, Rule rule, String reason, long t) {
        Withheld withheld = withheld(device, rule);
        if (withheld != null) {
            drop(device, rule, withheld, t);
        }
        LiveAlarm alarm = alarms.get(rule.id());
        if (alarm != null && alarm.alarm().active()) {
            over(device, rule, alarm, new Step(Cause.CLEAR, t, Agenda.PLATFORM, reason, null));
        }
    }

    /**
     * The rule goes on as another. What may not be folded any more is no part of a flood from then on, unless it is folded
     * already: then it stays so until it is over. What stands for itself stands behind its district's from then on, if the rule says so now.
     */
    void goOn(DeviceState device, Rule old, Rule now, long t) {
        Withheld withheld = withheld(device, old);
        if (withheld != null
                && !withheld.awaitsNeighbours()
                && !mayJoinFlood(now, withheld.present().severity())) {
            release(device, now, withheld, t);
            groups.foldable(device, now, withheld.present(), false, t);
            return;
        }
        LiveAlarm alarm = alarms.get(old.id());
        if (alarm != null && alarm.alarm().active() && !alarm.isFolded()) {
            Alarm is = alarm.alarm();
            if (mayJoinFlood(old, is.severity()) && !mayJoinFlood(now, is.severity())) {
                groups.foldable(device, now, condition(is), false, t);
            }
            LiveAlarm behind = Collecting.standing(now, alarm, t);
            if (behind != alarm) {
                alarms.write(device, alarm, behind);
            }
        }
    }

    /** Raises the alarm of a condition that is withheld no longer. */
    void release(DeviceState device, Rule rule, Withheld withheld, long t) {
        device.lane(Clock.of(rule), device.lane(Clock.of(rule)).release(rule.id()));
        raise(device, withheld.asset(), rule, withheld.present(), Step.ofCondition(Cause.RAISE, t, value(withheld)));
    }

    /** The neighbours have said that what is withheld means something. */
    void begin(DeviceState device, Rule rule, Withheld withheld, long t, @Nullable String words) {
        device.lane(Clock.of(rule), device.lane(Clock.of(rule)).release(rule.id()));
        begin(device, withheld.asset(), rule, withheld.present(), t, words);
    }

    /** The alarm of that rule as the condition finds it: as it was, or as it is before it is ever raised. */
    LiveAlarm alarm(DeviceState device, @Nullable String asset, Rule rule) {
        LiveAlarm alarm = alarms.get(rule.id());
        return alarm == null ? LiveAlarm.neverRaised(rule.id(), source(device, asset), rule.text()) : alarm;
    }

    /**
     * Raises the alarm, or makes it worse, with that step; and gives the commands that follow.
     *
     * @param asset the asset that the device serves
     */
    void raise(DeviceState device, @Nullable String asset, Rule rule, Finding.Present present, Step step) {
        LiveAlarm before = alarm(device, asset, rule);
        Alarm was = before.alarm();
        LiveAlarm known = before.with(
                source(device, asset), rule.text(), present.severity(), present.onset(), present.evidence());
        if (step.cause() == Cause.RAISE && rule.attention().latching()) {
            known = known.latched();
        }
        Suppression suppression = device.lane(Clock.of(rule)).suppression();
        if (suppression != null && !was.state().isAside()) {
            known = ActionTaker.suppressed(known, suppression, step.t());
        } else if (step.cause() == Cause.RAISE) {
            known = Collecting.raised(rule, known, step.t());
        }
        LiveAlarm after = known.take(step);
        if (after.alarm().state() == AlarmState.SHELVED && !rule.isHideable(present.severity())) {
            after = after.take(new Step(Cause.UNSHELVE, step.t(), Agenda.PLATFORM, Refusal.NOT_HIDEABLE.text(), null));
        }
        if (after.isFolded() && !rule.isFoldable(present.severity())) {
            after = after.take(new Step(Cause.UNFOLD, step.t(), Agenda.PLATFORM, TOO_BAD, null));
            after = suppression == null ? after : ActionTaker.suppressed(after, suppression, step.t());
        }
        after = commands.react(device, rule, after, was.active() ? was.severity() : null, step.t());
        alarms.write(device, before, after);
        out.count(step.cause() == Cause.RAISE ? AlarmMeter.RAISED : AlarmMeter.WORSENED);
        if (was.active() && mayBeInFlood(before, rule) && !rule.isFoldable(present.severity())) {
            groups.foldable(device, rule, present, false, step.t());
        }
    }

    private void clear(DeviceState device, Rule rule, Finding.Over end, long t) {
        LiveAlarm alarm = alarms.get(rule.id());
        if (alarm != null && alarm.alarm().active()) {
            over(device, rule, alarm, Step.ofCondition(Cause.CLEAR, t, end.value()));
        }
    }

    private void over(DeviceState device, Rule rule, LiveAlarm alarm, Step step) {
        alarms.write(device, alarm, unfolded(alarm.take(step), step.t()));
        out.count(AlarmMeter.CLEARED);
        groups.ended(device, rule, condition(alarm.alarm()), step.t());
        if (mayBeInFlood(alarm, rule)) {
            groups.foldable(device, rule, condition(alarm.alarm()), false, step.t());
        }
    }

    /**
     * Whether a flood may count it: one that is folded it may, whatever the rule says now, and one that stands behind its district's
     * since it was folded by cause until then.
     */
    private static boolean mayBeInFlood(LiveAlarm alarm, Rule rule) {
        return alarm.isFolded() || rule.isFoldable(alarm.alarm().severity());
    }

    private static boolean mayJoinFlood(Rule rule, Severity severity) {
        return rule.isFoldable(severity) && !rule.isCollected(severity);
    }

    private static Finding.Present condition(Alarm alarm) {
        return new Finding.Present(alarm.severity(), alarm.onset(), alarm.evidence());
    }

    private static @Nullable Withheld withheld(DeviceState device, Rule rule) {
        return device.lane(Clock.of(rule)).withheld(rule.id());
    }

    private static LiveAlarm unfolded(LiveAlarm alarm, long t) {
        return alarm.isFolded() ? alarm.take(new Step(Cause.UNFOLD, t, Agenda.PLATFORM, null, null)) : alarm;
    }

    private void present(
            DeviceState device,
            @Nullable String asset,
            Rule rule,
            Finding.Present present,
            long t,
            @Nullable String words) {
        LiveAlarm known = alarms.get(rule.id());
        Double value = present.evidence().value();
        if (known != null && known.alarm().active()) {
            Alarm was = known.alarm();
            if (present.severity().isWorseThan(was.severity())) {
                Finding.Present worse = new Finding.Present(present.severity(), was.onset(), present.evidence());
                raise(device, asset, rule, worse, new Step(Cause.WORSEN, t, null, words, value));
            }
            return;
        }
        if (rule.detector() instanceof StuckDetector detector && detector.looksAtNeighbours()) {
            withhold(device, rule, Withheld.untilNeighboursSpeak(rule.id(), asset, present));
            groups.stuck(device, rule, detector, present.onset(), t);
        } else {
            begin(device, asset, rule, present, t, words);
        }
    }

    private void begin(
            DeviceState device,
            @Nullable String asset,
            Rule rule,
            Finding.Present present,
            long t,
            @Nullable String words) {
        LiveAlarm known = alarms.get(rule.id());
        Double value = present.evidence().value();
        groups.began(device, rule, present, t);
        boolean aside = device.lane(Clock.of(rule)).suppression() != null
                || (known != null && known.alarm().state().isAside());
        if (aside || !mayJoinFlood(rule, present.severity())) {
            raise(device, asset, rule, present, new Step(Cause.RAISE, t, null, words, value));
        } else {
            withhold(device, rule, new Withheld(rule.id(), asset, present, t + WITHHELD.toMillis()));
            groups.foldable(device, rule, present, true, t);
            out.count(AlarmMeter.FOLDABLE);
        }
    }

    private void worsenWithheld(DeviceState device, Rule rule, Withheld withheld, Finding.Present present, long t) {
        if (!present.severity().isWorseThan(withheld.present().severity())) {
            return;
        }
        Finding.Present worse =
                new Finding.Present(present.severity(), withheld.present().onset(), present.evidence());
        Withheld next = new Withheld(rule.id(), withheld.asset(), worse, withheld.until());
        if (mayJoinFlood(rule, worse.severity())) {
            withhold(device, rule, next);
        } else {
            release(device, rule, next, t);
            groups.foldable(device, rule, worse, false, t);
        }
    }

    /** What is withheld is over. */
    private void drop(DeviceState device, Rule rule, Withheld withheld, long t) {
        device.lane(Clock.of(rule), device.lane(Clock.of(rule)).release(rule.id()));
        if (!withheld.awaitsNeighbours()) {
            groups.ended(device, rule, withheld.present(), t);
            groups.foldable(device, rule, withheld.present(), false, t);
        }
    }

    private static void withhold(DeviceState device, Rule rule, Withheld withheld) {
        device.lane(Clock.of(rule), device.lane(Clock.of(rule)).withhold(withheld));
    }

    private static @Nullable Double value(Withheld withheld) {
        return withheld.present().evidence().value();
    }

    private static AlarmSource source(DeviceState device, @Nullable String asset) {
        DeviceAddress address = device.address();
        if (address == null) {
            throw new IllegalStateException("a detector found something at a device that never spoke");
        }
        DeviceFacts facts = device.facts();
        return new AlarmSource(
                address.device(), asset, address.kind(), address.district(), facts != null && facts.simulated());
    }
}

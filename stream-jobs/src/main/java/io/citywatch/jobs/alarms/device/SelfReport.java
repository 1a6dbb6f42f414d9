package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.device.Orders.Unfit;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.Reaction;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.Interlock;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of what a device says of its own condition: that it tests itself or warms up, which keeps commands back, and
 * whether its gas valve is closed, which says what came of them. Gas that stays although the valve is closed comes from elsewhere:
 * that alarm becomes as bad as one for which the valve is closed.
 */
final class SelfReport {
    /** So long a detector may need to recover in clean air. */
    static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final String STILL_ACTIVE = "still active although the valve is closed";

    private final RuleBook rules;
    private final AlarmBook alarms;
    private final AlarmDesk desk;
    private final CommandWatch commands;

    SelfReport(RuleBook rules, AlarmBook alarms, AlarmDesk desk, CommandWatch commands) {
        this.rules = rules;
        this.alarms = alarms;
        this.desk = desk;
        this.commands = commands;
    }

    /** Before the message is judged: may what follows be acted upon? */
    void before(DeviceState device, DeviceMessage message, long effective) {
        Orders orders = device.orders();
        Unfit unfit = orders.unfit();
        if (unfit != null && unfit.until() <= effective) {
            unfit = null;
        }
        if (message instanceof DeviceEvent event && event.type() == EventType.SELF_TEST) {
            unfit = new Unfit(Interlock.SELF_TEST, effective);
        } else if (message instanceof Reading reading && reading.sensorState() == SensorState.WARMUP) {
            unfit = new Unfit(Interlock.WARM_UP, effective);
        } else if (message instanceof Reading reading
                && reading.sensorState() != null
                && unfit != null
                && unfit.why() == Interlock.WARM_UP
                && effective >= unfit.since()) {
            unfit = null;
        }
        if (unfit != orders.unfit()) {
            device.orders(orders.unfit(unfit));
        }
    }

    /** After the message was judged: what does it say of the valve? */
    void after(DeviceState device, DeviceMessage message, long effective, long t) {
        if (device.orders().unfit() == null) {
            commands.fit(device, t);
        }
        if (!(message instanceof Reading reading)) {
            return;
        }
        if (reading.has(Metric.VALVE_OPEN)) {
            boolean open = reading.isTrue(Metric.VALVE_OPEN);
            Long closedSince = device.orders().valveClosedSince();
            if (!open && closedSince == null) {
                device.orders(device.orders().valveClosedSince(effective));
            } else if (open && closedSince != null && effective >= closedSince) {
                device.orders(device.orders().valveClosedSince(null));
            }
        }
        Long closedSince = device.orders().valveClosedSince();
        if (closedSince != null && isMeasured(reading) && effective >= closedSince + RECOVERY.toMillis()) {
            gasInSpiteOfValve(device, reading.value(Metric.GAS_LEL), t);
        }
        // After all that the reading may have had commanded: else the same reading, doubled, would be the answer
        if (reading.has(Metric.VALVE_OPEN)) {
            commands.valveSeen(device, reading.isTrue(Metric.VALVE_OPEN), effective, t);
        }
    }

    private void gasInSpiteOfValve(DeviceState device, double gasLel, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule rule : rules.of(address, device.facts())) {
            Reaction closes = closes(rule);
            LiveAlarm live = closes == null ? null : alarms.get(rule.id());
            if (closes == null || live == null || !live.alarm().active()) {
                continue;
            }
            Alarm alarm = live.alarm();
            Double limit = alarm.evidence().limit();
            if (!closes.isDue(alarm.severity())
                    && Metric.GAS_LEL.field().equals(alarm.evidence().metric())
                    && limit != null
                    && gasLel >= limit) {
                var evidence = new Alarm.Evidence(Metric.GAS_LEL.field(), gasLel, limit);
                desk.found(device, rule, new Finding.Present(closes.from(), alarm.onset(), evidence), t, STILL_ACTIVE);
            }
        }
    }

    private static @Nullable Reaction closes(Rule rule) {
        return rule.reactions().stream()
                .filter(reaction -> reaction.command() == Command.Verb.CLOSE_VALVE)
                .findFirst()
                .orElse(null);
    }

    private static boolean isMeasured(Reading reading) {
        return reading.has(Metric.GAS_LEL)
                && reading.sensorState() != SensorState.WARMUP
                && reading.sensorState() != SensorState.FAULT;
    }
}

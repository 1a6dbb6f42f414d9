package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;

/** Takes births: what a device was found to be is void where it is now another, or elsewhere, or taken away. */
final class Installer {
    private final RuleBook rules;
    private final AssetWorks works;
    private final RuleAdoption adoption;
    private final ActionTaker actions;
    private final Judgement judgement;
    private final Watches watches;

    Installer(
            RuleBook rules,
            AssetWorks works,
            RuleAdoption adoption,
            ActionTaker actions,
            Judgement judgement,
            Watches watches) {
        this.rules = rules;
        this.works = works;
        this.adoption = adoption;
        this.actions = actions;
        this.judgement = judgement;
        this.watches = watches;
    }

    /** What is let go of when a device is taken away. */
    record Watches(CommandWatch commands, ClockWatch clocks) {}

    /** The newest birth by its own time holds, whenever it comes. */
    void install(DeviceState device, Birth birth, long arrival) {
        DeviceFacts before = device.facts();
        if (before != null && birth.t() < before.t()) {
            return;
        }
        DeviceFacts facts = DeviceFacts.of(birth);
        if (before != null && !before.neighbours().equals(facts.neighbours())) {
            adoption.leaveNeighbours(device, arrival);
        }
        device.facts(facts);
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        adoption.leave(device, address, before, address, arrival);
        if (facts.state() == AssetState.DECOMMISSIONED) {
            judgement.retire(device, address, arrival);
            watches.clocks().forget(device, arrival);
            watches.commands().drop(device, arrival);
        } else if (before != null && before.simulated() != facts.simulated()) {
            // What a program has found says nothing of the city, and the other way round
            judgement.retire(device, address, arrival);
        } else if (before == null || !before.isSameInstallation(facts)) {
            for (Rule rule : rules.of(address, device.facts())) {
                if (rule.detector() instanceof MessageDetector<?> detector) {
                    detector.reinstallOf(device.detectors.get(rule.id()));
                }
            }
        }
        suppressAtWork(device, address, facts.asset(), arrival);
    }

    /** Whoever is installed where somebody works is suppressed until the work is over. */
    private void suppressAtWork(DeviceState device, DeviceAddress address, String asset, long arrival) {
        AssetAction work = works.at(asset, arrival);
        if (work == null || device.lane(Clock.ARRIVAL).suppression() != null) {
            return;
        }
        AlarmAction action = new AlarmAction(
                Alarm.id(address.device(), ""),
                address.device(),
                work.action(),
                arrival,
                work.by(),
                work.reason(),
                work.until(),
                work.workOrder());
        actions.act(device, Clock.ARRIVAL, action);
        device.hold(Clock.WATERMARK, action);
    }
}

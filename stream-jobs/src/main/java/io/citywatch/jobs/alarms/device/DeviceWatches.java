package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Listening;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.RuleTimeline.Era;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The watches over devices: for each set of rules that holds at a time one {@link DeviceWatch}.
 *
 * <p>A change of rules is an event in the life of each device: what is due before its time is decided by the old rules, then
 * the change is taken over, then the new rules hold. A device takes note of the change by which it goes, on each of its clocks, so
 * it is the same whether the change was known in time, as always while the job runs, or long before, as in a replay.
 */
public final class DeviceWatches {
    /** How often it is looked whether a device can be forgotten, once that was due. */
    private static final Duration LOOK = Duration.ofDays(1);

    private final RuleTimeline<RuleBook> timeline;
    private final Listening listening;
    private final AssetWorks works;
    private final AlarmStore alarms;
    private final Outbox out;
    private final Map<RuleBook, DeviceWatch> watches = new IdentityHashMap<>();

    public DeviceWatches(
            RuleTimeline<RuleBook> timeline, Listening listening, AssetWorks works, AlarmStore alarms, Outbox out) {
        this.timeline = timeline;
        this.listening = listening;
        this.works = works;
        this.alarms = alarms;
        this.out = out;
    }

    /** Takes what the device said. */
    public void hear(DeviceState device, DeviceUplink uplink) {
        Long lastHeard = device.lastHeard();
        long arrival = lastHeard == null ? uplink.arrival() : Math.max(lastHeard, uplink.arrival());
        if (lastHeard == null) {
            // It begins with the rules of its first message
            for (Clock clock : Clock.values()) {
                device.rules(clock, timeline.newest(arrival));
            }
        }
        bring(device, Clock.ARRIVAL, arrival);
        by(device, Clock.ARRIVAL).hear(device, uplink);
    }

    /** Takes what an operator did; as {@link DeviceWatch#act}. */
    public boolean act(DeviceState device, AlarmAction action, long reached) {
        bring(device, Clock.ARRIVAL, Math.min(action.t(), reached));
        return by(device, Clock.ARRIVAL).act(device, action, reached);
    }

    /** Carries out the actions that are held, without waiting for the log to come to their time. */
    public void actOnHeld(DeviceState device) {
        by(device, Clock.ARRIVAL).actOnHeld(device);
    }

    /** The watermark has come so far. */
    public void pass(DeviceState device, long watermark) {
        bring(device, Clock.WATERMARK, watermark);
        by(device, Clock.WATERMARK).passByWatermark(device, watermark);
        bring(device, Clock.ARRIVAL, watermark);
        by(device, Clock.ARRIVAL).passByArrival(device, watermark);
    }

    /** Whether rules have changed by then, and the device goes by those before. */
    public boolean isBehind(DeviceState device, long watermark) {
        return timeline.next(device.rules(Clock.ARRIVAL), watermark) != null
                || timeline.next(device.rules(Clock.WATERMARK), watermark) != null;
    }

    /** When something will change by itself if nothing more is heard, or {@code Detector.NEVER}. */
    public long nextDeadline(DeviceState device) {
        return Math.min(
                by(device, Clock.ARRIVAL).nextByArrival(device),
                by(device, Clock.WATERMARK).nextByWatermark(device));
    }

    /** When to look at the device again if nothing more is heard: at its next deadline, or before it since rules may change. */
    public long nextLook(DeviceState device, long watermark) {
        long next = Math.min(
                by(device, Clock.ARRIVAL).nextLookByArrival(device, watermark),
                by(device, Clock.WATERMARK).nextLookByWatermark(device, watermark));
        long forgotten = forgottenAt(device);
        return forgotten == Detector.NEVER || watermark >= Detector.NEVER - LOOK.toMillis()
                ? next
                : Math.min(next, Math.max(forgotten, watermark + LOOK.toMillis()));
    }

    /**
     * Whether the device was taken away so long ago that nothing needs to be remembered of it: it has said nothing since,
     * nothing is due, and nobody has to look at any of its alarms.
     */
    public boolean isGone(DeviceState device, long watermark) {
        long forgotten = forgottenAt(device);
        return forgotten < Detector.NEVER
                && forgotten <= watermark
                && device.lane(Clock.ARRIVAL).isEmpty()
                && device.lane(Clock.WATERMARK).isEmpty()
                && device.orders().isEmpty()
                && alarms.all().stream().allMatch(alarm -> alarm.alarm().state() == AlarmState.NORM);
    }

    private static long forgottenAt(DeviceState device) {
        DeviceFacts facts = device.facts();
        Long lastHeard = device.lastHeard();
        return facts == null || facts.state() != AssetState.DECOMMISSIONED || lastHeard == null
                ? Detector.NEVER
                : lastHeard + DeviceRecord.KEPT.toMillis();
    }

    private DeviceWatch by(DeviceState device, Clock clock) {
        return watch(timeline.after(device.rules(clock)));
    }

    private DeviceWatch watch(RuleBook book) {
        if (watches.size() > timeline.size()) {
            // A change that came late has put others in the place of rules that held after it
            watches.clear();
        }
        return watches.computeIfAbsent(
                book, each -> new DeviceWatch(each, timeline::at, listening, works, alarms, out));
    }

    /** Takes the device through the changes up to that time. */
    private void bring(DeviceState device, Clock clock, long until) {
        for (Era<RuleBook> era = timeline.next(device.rules(clock), until);
                era != null;
                era = timeline.next(device.rules(clock), until)) {
            Long lastHeard = device.lastHeard();
            long t = clock == Clock.ARRIVAL && lastHeard != null ? Math.max(era.from(), lastHeard) : era.from();
            RuleBook before = timeline.after(device.rules(clock));
            if (lastHeard != null) {
                if (clock == Clock.ARRIVAL) {
                    watch(before).passByArrival(device, t - 1);
                } else {
                    watch(before).passByWatermark(device, t - 1);
                }
                watch(era.book()).adopt(device, clock, before, era.reason(), t);
            } else if (clock == Clock.ARRIVAL) {
                // What never speaks and has alarms all the same is a group
                watch(era.book()).adoptAtGroup(device, before, era.reason(), t);
            }
            device.rules(clock, era.number());
        }
    }
}

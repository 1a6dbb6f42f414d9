package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.aggregate.AggregateRehearsal;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.Listening;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.lifecycle.Cause;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.lifecycle.Refusal;
import io.citywatch.jobs.alarms.rule.RuleTimeline;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.topic.Tick;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What would come of recorded messages under certain rules: the job's own decisions, in this process, with everything in memory
 * and nothing given out. Operators' actions are not part of it. Not thread-safe.
 */
public final class Rehearsal implements AlarmStore, Outbox {
    private final Map<String, Life> lives = new HashMap<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::t));
    private final Listening listening = new Listening();
    private final TreeSet<Call> calls = new TreeSet<>();
    private final AggregateRehearsal aggregates = new AggregateRehearsal(this::raised);
    private final DeviceWatches watches;
    private Life present = new Life();

    public Rehearsal(RuleTimeline timeline) {
        watches = new DeviceWatches(timeline, listening, this, this);
    }

    /**
     * An alarm that is raised, or becomes worse.
     *
     * @param t when, in milliseconds since 1970 UTC
     * @param alarm its id
     * @param severity how bad it is then
     */
    public record Call(long t, String alarm, Severity severity) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return Comparator.comparingLong(Call::t)
                    .thenComparing(Call::alarm)
                    .thenComparing(Call::severity)
                    .compare(this, other);
        }
    }

    private record Timer(long t, Life life) {}

    private static final class Life {
        private final DeviceState state = new DeviceState();
        private final Map<String, LiveAlarm> alarms = new TreeMap<>();
    }

    /** Takes what a device said. */
    public void hear(DeviceUplink uplink) {
        present = lives.computeIfAbsent(uplink.address().device(), device -> new Life());
        watches.hear(present.state, uplink);
        arm(present);
    }

    /** Takes a mark of time, and the time up to which everything is known. */
    public void tick(Tick tick, long watermark) {
        listening.heard(tick);
        aggregates.pass(watermark);
        for (Timer next = timers.peek(); next != null && next.t() <= watermark; next = timers.peek()) {
            timers.remove();
            Long armed = next.life().state.timer();
            if (armed != null && armed == next.t()) {
                present = next.life();
                present.state.timer(null);
                watches.pass(present.state, watermark);
                armAfter(present, watermark);
            }
        }
    }

    /** Every call for attention, in the order of time. */
    public TreeSet<Call> calls() {
        return calls;
    }

    /** A group's alarm is raised or over. */
    private void raised(AlarmAction action) {
        Severity severity = action.finding() == null ? null : action.finding().severity();
        if (action.action() == AlarmAction.Verb.RAISE && severity != null) {
            calls.add(new Call(action.t(), action.alarm(), severity));
        }
    }

    private void arm(Life life) {
        armAfter(life, Long.MIN_VALUE);
    }

    private void armAfter(Life life, long watermark) {
        long deadline = watches.nextDeadline(life.state);
        Long timer = life.state.timer();
        if (deadline != Detector.NEVER && (timer == null || timer > deadline)) {
            long t = Math.max(deadline, watermark + 1);
            life.state.timer(t);
            timers.add(new Timer(t, life));
        }
    }

    @Override
    public @Nullable LiveAlarm get(String rule) {
        return present.alarms.get(rule);
    }

    @Override
    public void put(LiveAlarm alarm) {
        present.alarms.put(alarm.alarm().rule(), alarm);
    }

    @Override
    public List<LiveAlarm> all() {
        return List.copyOf(present.alarms.values());
    }

    @Override
    public void alarm(Alarm alarm) {
        Transition last = alarm.history().get(alarm.history().size() - 1);
        if (last.cause().equals(Cause.RAISE.text()) || last.cause().equals(Cause.WORSEN.text())) {
            calls.add(new Call(last.t(), alarm.id(), alarm.severity()));
        }
    }

    @Override
    public void command(Command command) {
        // A rehearsal moves nothing.
    }

    @Override
    public void agreement(AgreementNews news) {
        // Each device is rehearsed for itself.
    }

    @Override
    public void fold(FoldNews news) {
        // Nothing is folded: what would come is raised for itself.
    }

    @Override
    public void aggregate(AggregateReading reading) {
        aggregates.take(reading);
    }

    @Override
    public void refused(AlarmAction action, Refusal refusal) {
        throw new IllegalStateException("nobody acts in a rehearsal");
    }

    @Override
    public void count(AlarmMeter meter) {
        // Nobody looks at the counters of a rehearsal.
    }
}

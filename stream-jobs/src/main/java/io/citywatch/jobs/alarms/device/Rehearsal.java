package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.aggregate.AggregateRehearsal;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.Obedience;
import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.jobs.alarms.group.RehearsedGroups;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Listening;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.topic.Tick;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What would come of recorded messages and operators' actions under certain rules: the job's own decisions, in this process, with
 * everything in memory and nothing given out. Not thread-safe.
 *
 * <p>Groups are part of it: what they find out under these rules goes to the alarms at once. What they found out under the
 * rules of that time stands in the log as actions of rules, and must not be shown here. What operators did is taken as it is, also
 * where another alarm would have made them do something else; what then makes no sense is refused and counted.
 *
 * <p>That a device did not do what it was told is no part of it: whether it would have done what it was never told, no log knows.
 */
public final class Rehearsal implements AlarmStore, Outbox {
    private final Map<String, Life> lives = new HashMap<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::t));
    private final Listening listening = new Listening();
    private final AssetWorks works = new AssetWorks();
    private final TreeSet<Call> calls = new TreeSet<>();
    private final ArrayDeque<AlarmAction> words = new ArrayDeque<>();
    private final RehearsedGroups groups = new RehearsedGroups(words::add);
    private final AggregateRehearsal aggregates = new AggregateRehearsal(words::add);
    private final RuleTimeline<RuleBook> timeline;
    private final DeviceWatches watches;
    private Life present = new Life();
    private long reached = Long.MIN_VALUE;
    private long refused;

    public Rehearsal(RuleTimeline<RuleBook> timeline) {
        this.timeline = timeline;
        watches = new DeviceWatches(timeline, listening, works, this, this);
    }

    /**
     * That an alarm calls for attention: it is raised, becomes worse, or comes back from being put aside.
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

    /** Takes what an operator did; carries it out when the messages have come to its time, so it may be shown long before. */
    public void act(AlarmAction action) {
        act(action, reached);
    }

    /** Takes that work begins or ends at an asset; may be shown long before, too. */
    public void act(AssetAction action) {
        works.add(action);
    }

    /** Takes what a device said. */
    public void hear(DeviceUplink uplink) {
        present = life(uplink.address().device());
        watches.hear(present.state, uplink);
        armAfter(present, reached);
        pass();
    }

    /** Takes a mark of time, and the time up to which everything is known. */
    public void tick(Tick tick, long watermark) {
        listening.heard(tick);
        reached = Math.max(reached, watermark);
        aggregates.pass(reached);
        for (Timer next = timers.peek(); next != null && next.t() <= reached; next = timers.peek()) {
            timers.remove();
            Long armed = next.life().state.timer();
            if (armed != null && armed == next.t()) {
                present = next.life();
                present.state.timer(null);
                watches.pass(present.state, reached);
                armAfter(present, reached);
            }
        }
        groups.pass(reached);
        pass();
    }

    /** Every call for attention, in the order of time. */
    public TreeSet<Call> calls() {
        return calls;
    }

    /** How many operators' actions made no sense under these rules. */
    public long refused() {
        return refused;
    }

    /** Passes the words of groups on to the alarms that they mean. */
    private void pass() {
        for (AlarmAction word = words.poll(); word != null; word = words.poll()) {
            // The log has come to what it says, wherever its device is
            act(word, Long.MAX_VALUE);
        }
    }

    private void act(AlarmAction action, long until) {
        present = life(action.device());
        watches.act(present.state, action, until);
        armAfter(present, reached);
    }

    private Life life(String device) {
        return lives.computeIfAbsent(device, any -> new Life());
    }

    private void armAfter(Life life, long watermark) {
        long deadline = watches.nextDeadline(life.state);
        Long timer = life.state.timer();
        if (deadline != Detector.NEVER && (timer == null || timer > deadline)) {
            // A deadline that has passed and could not be decided is looked at again with the next tick
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
        Transition call = AlarmStep.call(alarm);
        Rule rule = call == null ? null : timeline.at(call.t()).rule(alarm.rule());
        if (call != null && !(rule != null && rule.detector() instanceof Obedience)) {
            calls.add(new Call(call.t(), alarm.id(), alarm.severity()));
        }
    }

    @Override
    public void command(Command command) {
        // A rehearsal moves nothing.
    }

    @Override
    public void agreement(AgreementNews news) {
        groups.hear(news, reached);
    }

    @Override
    public void neighbour(NeighbourNews news) {
        groups.hear(news);
    }

    @Override
    public void fold(FoldNews news) {
        groups.hear(news, reached);
    }

    @Override
    public void collective(CollectiveNews news) {
        groups.hear(news, reached);
    }

    @Override
    public void aggregate(AggregateReading reading) {
        aggregates.take(reading);
    }

    @Override
    public void refused(AlarmAction action, Refusal refusal) {
        refused++;
    }

    @Override
    public void count(AlarmMeter meter) {
        // Nobody looks at the counters of a rehearsal.
    }
}

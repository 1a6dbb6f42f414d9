package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.aggregate.AggregateReadingSerializer;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.device.AssetWorks;
import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.alarms.device.DeviceWatch;
import io.citywatch.jobs.alarms.device.DeviceWatches;
import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.alarms.figures.AlarmStepSerializer;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.AgreementNewsSerializer;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.CollectiveNewsSerializer;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.group.FoldNewsSerializer;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.jobs.alarms.group.NeighbourNewsSerializer;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.alarms.rule.RuleBooks;
import io.citywatch.jobs.alarms.rule.RuleChangeSerializer;
import io.citywatch.jobs.alarms.rule.RuleLog;
import io.citywatch.jobs.alarms.state.PackedAlarm;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.uplink.ListeningState;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.topic.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of alarms: for each device, what it says, what operators do and the passing of time meet here.
 *
 * <p>What is decided is up to {@link DeviceWatch}; this class keeps its state and its timers. A device has one timer, at its
 * nearest deadline or before it: when a deadline moves away, as silence does with each message, the timer stays, finds
 * nothing to do, and is set anew. When very many go off with one tick, or very many have alarms of a rule that has changed, a
 * device's turn comes by a timer of the wall clock: see {@link TimerBurst}. When actions are carried out is told at {@link HeldActions}.
 */
final class AlarmFunction extends KeyedBroadcastProcessFunction<String, AlarmInput, CityNews, LogRecord> {
    /** The changes of rules by their numbers. */
    static final MapStateDescriptor<Long, RuleChange> RULES =
            new MapStateDescriptor<>("rules", Types.LONG, RuleChangeSerializer.TYPE);

    /** Side output: what devices' neighbours may agree with. */
    static final OutputTag<AgreementNews> AGREEMENTS = new OutputTag<>("agreements", AgreementNewsSerializer.TYPE);
    /** Side output: what groups have to know to judge which of their members are stuck. */
    static final OutputTag<NeighbourNews> NEIGHBOURS = new OutputTag<>("neighbours", NeighbourNewsSerializer.TYPE);

    /** Side output: what may be part of a flood. */
    static final OutputTag<FoldNews> FOLDS = new OutputTag<>("folds", FoldNewsSerializer.TYPE);

    /** Side output: whose alarms stand behind those of their districts. */
    static final OutputTag<CollectiveNews> COLLECTIVES = new OutputTag<>("collectives", CollectiveNewsSerializer.TYPE);

    /** Side output: what counts for series of groups; nothing where no rule asks for one. */
    static final OutputTag<AggregateReading> AGGREGATES =
            new OutputTag<>("aggregates", AggregateReadingSerializer.TYPE);

    /** Side output: what alarms become. */
    static final OutputTag<AlarmStep> STEPS = new OutputTag<>("steps", AlarmStepSerializer.TYPE);

    private static final long serialVersionUID = 1;

    private final RuleLog ruleLog;
    private final AssetWorkLog workLog;
    private transient @Nullable Desk desk;

    /** Alarms by the rules that come with the platform, and by the changes that are broadcast. */
    AlarmFunction() {
        this(RuleLog.NONE, AssetWorkLog.NONE);
    }

    /** The same, and by the changes and the work that stand in these logs when it starts. */
    AlarmFunction(RuleLog ruleLog, AssetWorkLog workLog) {
        this.ruleLog = ruleLog;
        this.workLog = workLog;
    }

    @Override
    public void open(OpenContext context) {
        desk = new Desk(
                new DeviceStore(getRuntimeContext()),
                new AlarmOutbox(getRuntimeContext().getMetricGroup()));
        desk.timeline.addAll(ruleLog.read());
        workLog.read().forEach(desk.works::add);
    }

    @Override
    public void processElement(AlarmInput input, ReadOnlyContext context, Collector<LogRecord> out) throws Exception {
        Desk at = desk(context, out);
        TimerService timers = context.timerService();
        at.burst.heard();
        at.actions.observe(timers);
        DeviceState device = at.store.load();
        if (input instanceof AlarmInput.Heard heard) {
            at.watch.hear(device, heard.uplink());
        } else if (input instanceof AlarmInput.Acted acted) {
            at.actions.take(device, acted.action(), timers);
        }
        arm(at, device, timers);
        at.store.save(device);
    }

    @Override
    public void processBroadcastElement(CityNews news, Context context, Collector<LogRecord> out) throws Exception {
        Desk at = desk().with(out, context::output);
        at.learn(context.getBroadcastState(ListeningState.PERIODS), context.getBroadcastState(RULES));
        if (news instanceof CityNews.RuleChanged changed) {
            RuleChange change = changed.change();
            context.getBroadcastState(RULES).put(change.number(), change);
            at.timeline.add(change);
        } else if (news instanceof CityNews.AssetWorked worked) {
            at.works.add(worked.action());
        } else if (news instanceof CityNews.Ticked ticked) {
            tick(at, ticked.tick(), context);
            takeOver(at, context);
        }
    }

    /**
     * A change of rules whose time has come is taken over at once where there are alarms of the rule, else with the next message: a device
     * that it does not concern keeps no message of another waiting. Of very many devices the first take it over at once and the others in
     * turns, as timers go off; and of more than that the next tick reaches the rest.
     */
    private static void takeOver(Desk at, Context context) throws Exception {
        TimerService timers = at.timers;
        long watermark = context.currentWatermark();
        if (timers == null || !at.takeOver.begin(at.timeline, watermark)) {
            return;
        }
        TimerBurst burst = new TimerBurst();
        long now = timers.currentProcessingTime();
        try {
            context.applyToKeyedState(DeviceStore.ALARMS, (key, alarms) -> {
                if (!at.takeOver.isNew(key) || !hasAny(alarms, at.takeOver.changed())) {
                    return;
                }
                long turn = burst.turn(watermark, now);
                if (turn > now && watermark < Long.MAX_VALUE) {
                    timers.registerProcessingTimeTimer(turn);
                    return;
                }
                DeviceState device = at.store.load();
                at.watch.pass(device, watermark);
                arm(at, device, timers);
                at.store.save(device);
            });
            at.takeOver.end();
        } catch (RuntimeException e) {
            if (ExceptionUtils.findThrowable(e, TakeOver.Enough.class).isEmpty()) {
                throw e;
            }
        }
    }

    private static boolean hasAny(MapState<String, PackedAlarm> alarms, Set<String> rules) throws Exception {
        for (String rule : rules) {
            if (alarms.contains(rule)) {
                return true;
            }
        }
        return false;
    }

    private static void tick(Desk at, Tick tick, Context context) throws Exception {
        at.actions.observe(context.currentWatermark(), context.currentProcessingTime());
        at.gateway.heard(tick, context.getBroadcastState(ListeningState.PERIODS));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LogRecord> out) throws Exception {
        Desk at = desk(context, out);
        TimerService timers = context.timerService();
        boolean deferred = context.timeDomain() == TimeDomain.PROCESSING_TIME;
        long now = timers.currentProcessingTime();
        if (deferred) {
            at.actions.observe(timers);
            if (!at.burst.isAllowed(time, now)) {
                timers.registerProcessingTimeTimer(at.burst.later(timers.currentWatermark(), now));
                return;
            }
        } else {
            long turn = at.burst.turn(timers.currentWatermark(), now);
            if (turn > now && timers.currentWatermark() < Long.MAX_VALUE) {
                timers.registerProcessingTimeTimer(turn);
                return;
            }
        }
        DeviceState device = at.store.load();
        Long timer = device.timer();
        boolean acts = deferred && device.holdsActions();
        boolean due = timer != null && (deferred ? timer <= timers.currentWatermark() : timer == time);
        boolean behind = deferred && at.watch.isBehind(device, timers.currentWatermark());
        if (acts) {
            at.actions.look(device, timers);
        }
        if (due) {
            device.timer(null);
        } else if (deferred && timer != null) {
            // After a restart its turn may come before the watermark has come back to where it was
            timers.registerEventTimeTimer(timer);
        }
        if (due || behind) {
            at.watch.pass(device, timers.currentWatermark());
        }
        if (due && at.watch.isGone(device, timers.currentWatermark())) {
            at.forget();
        } else if (acts || due || behind) {
            arm(at, device, timers);
            at.store.save(device);
        }
    }

    /** Sees to it that the device's timer is not later than its nearest deadline, nor than rules that may come ask for. */
    private static void arm(Desk at, DeviceState device, TimerService timers) {
        long deadline = at.watch.nextLook(device, timers.currentWatermark());
        Long timer = device.timer();
        boolean isOver = timers.currentWatermark() == Long.MAX_VALUE;
        if (isOver || deadline == Detector.NEVER || (timer != null && timer <= deadline)) {
            return;
        }
        if (timer != null) {
            timers.deleteEventTimeTimer(timer);
        }
        // A deadline that has passed and could not be decided is looked at again with the next tick
        long time = Math.max(deadline, timers.currentWatermark() + 1);
        timers.registerEventTimeTimer(time);
        device.timer(time);
    }

    private Desk desk(ReadOnlyContext context, Collector<LogRecord> out) throws Exception {
        Desk at = desk().with(out, context::output);
        at.timers = context.timerService();
        if (!at.learned) {
            // Asking for them takes a search, which is much for every message
            at.learn(context.getBroadcastState(ListeningState.PERIODS), context.getBroadcastState(RULES));
        }
        return at;
    }

    private Desk desk() {
        if (desk == null) {
            throw new IllegalStateException("not open");
        }
        return desk;
    }

    /** The state of the device at hand, what decides about it, and what is known beside. */
    private static final class Desk {
        private final DeviceStore store;
        private final AlarmOutbox out;
        private final ListeningState gateway = new ListeningState();
        private final RuleTimeline<RuleBook> timeline = RuleBooks.standard();
        private final AssetWorks works = new AssetWorks();
        private final DeviceWatches watch;
        private final HeldActions actions;
        private final TimerBurst burst = new TimerBurst();
        private final TakeOver takeOver = new TakeOver();
        private boolean learned;

        /** Those of the key at hand, whichever that is; null before the first message. */
        private @Nullable TimerService timers;

        Desk(DeviceStore store, AlarmOutbox out) {
            this.store = store;
            this.out = out;
            watch = new DeviceWatches(timeline, gateway.listening(), works, store, out);
            actions = new HeldActions(watch, out);
        }

        Desk with(Collector<LogRecord> collector, AlarmOutbox.Aside sideOutputs) {
            out.to(collector, sideOutputs);
            return this;
        }

        /** Reads, after a restart, what was known of the gateway and of rules. */
        void learn(ReadOnlyBroadcastState<Long, Long> known, ReadOnlyBroadcastState<Long, RuleChange> rules)
                throws Exception {
            if (!learned) {
                gateway.learn(known);
                List<RuleChange> changes = new ArrayList<>();
                rules.immutableEntries().forEach(entry -> changes.add(entry.getValue()));
                timeline.addAll(changes);
                learned = true;
            }
        }

        /** Forgets the device, and takes its alarms out of the log. */
        void forget() {
            store.all().forEach(alarm -> out.forget(alarm.alarm().id()));
            store.clear();
        }
    }
}

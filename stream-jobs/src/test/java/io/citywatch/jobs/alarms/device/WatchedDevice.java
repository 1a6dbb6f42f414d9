package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.alarms.state.DevicePacker;
import io.citywatch.jobs.alarms.state.PackedDevice;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.Listening;
import io.citywatch.jobs.uplink.OwnTimes;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.Grouping;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A device under the default rules, none of which folds, with everything that is decided about it. Times are seconds after {@link #START}. */
public final class WatchedDevice implements AlarmStore, Outbox {
    public static final long START = 1_676_339_400_000L;

    /** The default rules but for folding: what is withheld for some seconds is another test's matter. */
    public static final RuleBook EACH_ALONE = new RuleBook(DefaultRules.all().stream()
            .map(rule -> rule.with(new Grouping(rule.grouping().agreement(), Set.of())))
            .toList());

    private static final Set<String> OF_COMMANDS = Set.of("command", "withheld", "answer", "noAnswer");

    public DeviceAddress address;
    public final List<Alarm> alarms = new ArrayList<>();
    public final List<Command> commands = new ArrayList<>();
    public final List<AgreementNews> agreements = new ArrayList<>();
    public final List<NeighbourNews> neighbours = new ArrayList<>();
    public final List<FoldNews> folds = new ArrayList<>();
    public final List<CollectiveNews> collectives = new ArrayList<>();
    public final List<AggregateReading> aggregates = new ArrayList<>();
    public final List<Refusal> refusals = new ArrayList<>();
    public final Map<AlarmMeter, Integer> counts = new EnumMap<>(AlarmMeter.class);
    private final Map<String, LiveAlarm> live = new TreeMap<>();
    private final Listening listening = new Listening();
    private final AssetWorks works = new AssetWorks();
    private final DeviceWatch watch;
    private final DevicePacker packer = new DevicePacker();
    private DeviceState state = new DeviceState();
    private final PackedDevice packed = packer.pack(state);

    public WatchedDevice(FacilityKind kind) {
        this(kind, EACH_ALONE);
    }

    /** A device under other rules. */
    public WatchedDevice(FacilityKind kind, RuleBook rules) {
        watch = new DeviceWatch(rules, listening, works, this, this);
        address = new DeviceAddress("410811", kind, kind.code() + "-1");
    }

    /** It speaks from that district from now on. */
    public void moves(String district) {
        address = new DeviceAddress(district, address.kind(), address.device());
    }

    public static long at(double second) {
        return START + Math.round(second * 1000);
    }

    /** The device measures at one time, and that arrives at another. */
    public void says(double arrival, DeviceMessage... messages) {
        says(arrival, channel(messages[0]), List.of(messages));
    }

    public void says(double arrival, Channel channel, List<DeviceMessage> messages) {
        says(arrival, channel, OwnTimes.POSSIBLE, messages);
    }

    /** The device says that, with times that are worth so much. */
    public void says(double arrival, Channel channel, OwnTimes ownTimes, List<DeviceMessage> messages) {
        // Packed each time, as the keyed state does it
        packer.repack(state, packed);
        state = packer.unpack(packed);
        watch.hear(state, new DeviceUplink(address, channel, at(arrival), null, ownTimes, messages, null));
    }

    public void gas(double second, double gasLel) {
        says(second, lel(second, gasLel));
    }

    /** The device measures at one time, and that arrives at another. */
    public void gas(double arrival, double t, double gasLel) {
        says(arrival, lel(t, gasLel));
    }

    public void tilt(double second, double tiltDeg) {
        says(second, Reading.at(at(second)).with(Metric.TILT_DEG, tiltDeg).build());
    }

    public void event(double second, EventType type) {
        says(second, new DeviceEvent(at(second), type, null, null));
    }

    public void birth(double second, AssetState assetState, String type, double baselineTiltDeg) {
        birth(second, second, assetState, type, baselineTiltDeg);
    }

    public void birth(double arrival, double t, AssetState assetState, String type, double baselineTiltDeg) {
        birth(arrival, t, assetState, type, baselineTiltDeg, 60);
    }

    public void birth(
            double arrival, double t, AssetState assetState, String type, double baselineTiltDeg, int reportSeconds) {
        says(
                arrival,
                new Birth(
                        at(t),
                        "4108110111000042",
                        assetState,
                        new Birth.Identity("GD-20N", "1.4.2", type),
                        Birth.Place.UNKNOWN,
                        Birth.Share.NONE,
                        baselineTiltDeg,
                        reportSeconds));
    }

    /** The birth of a program that speaks in a device's place. */
    public void simulatedBirth(double second) {
        says(
                second,
                new Birth(
                        at(second),
                        "4108110111000042",
                        AssetState.COMMISSIONED,
                        new Birth.Identity("GD-20V", "1.4.2", "detector_with_solenoid_valve", true),
                        Birth.Place.UNKNOWN,
                        Birth.Share.NONE,
                        0,
                        3600));
    }

    public void tick(double second, double listeningSince) {
        listening.heard(new Tick(at(second), at(listeningSince)));
        state = packer.unpack(packer.pack(state));
        watch.pass(state, at(second));
    }

    /** A tick becomes known before the device's own time has come so far. */
    public void ticksWithoutTime(double second, double listeningSince) {
        listening.heard(new Tick(at(second), at(listeningSince)));
    }

    public void passes(double second) {
        state = packer.unpack(packer.pack(state));
        watch.pass(state, at(second));
    }

    public void does(
            double second, String rule, AlarmAction.Verb verb, @Nullable String reason, @Nullable Double until) {
        acts(second, second, rule, verb, reason, until);
    }

    /** An operator has acted, and the action is read when the log has come to another time. */
    public void acts(
            double reached,
            double second,
            String rule,
            AlarmAction.Verb verb,
            @Nullable String reason,
            @Nullable Double until) {
        acts(reached, second, rule, verb, reason, until, null);
    }

    /** An operator has acted under a work order. */
    public void acts(
            double reached,
            double second,
            String rule,
            AlarmAction.Verb verb,
            @Nullable String reason,
            @Nullable Double until,
            @Nullable String workOrder) {
        state = packer.unpack(packer.pack(state));
        watch.act(
                state,
                new AlarmAction(
                        Alarm.id(address.device(), rule),
                        address.device(),
                        verb,
                        at(second),
                        "operator/li",
                        reason,
                        until == null ? null : Long.valueOf(at(until)),
                        workOrder),
                at(reached));
    }

    /** Work begins, or without an end is over, at the asset that {@link #birth} names. */
    public void worksAtAsset(double second, @Nullable Double until, @Nullable String workOrder) {
        works.add(new AssetAction(
                "4108110111000042",
                until == null ? AlarmAction.Verb.UNSUPPRESS : AlarmAction.Verb.SUPPRESS,
                at(second),
                "operator/li",
                "renewal",
                until == null ? null : Long.valueOf(at(until)),
                workOrder));
    }

    /** A rule has found out something about several devices. */
    public void told(double second, String rule, AlarmAction.Verb verb, GroupFinding finding) {
        state = packer.unpack(packer.pack(state));
        watch.act(
                state,
                new AlarmAction(
                        Alarm.id(address.device(), rule),
                        address.device(),
                        verb,
                        at(second),
                        "rule/flood",
                        null,
                        null,
                        null,
                        finding),
                at(second));
    }

    public void acknowledges(double second, String rule) {
        does(second, rule, AlarmAction.Verb.ACKNOWLEDGE, null, null);
    }

    /** The alarm of that rule as it is now. */
    public Alarm alarm(String rule) {
        LiveAlarm alarm = live.get(rule);
        if (alarm == null) {
            throw new AssertionError("no alarm of " + rule + "; there are " + live.keySet());
        }
        return alarm.alarm();
    }

    /** What happened to the alarm of that rule, but for commands and what came of them. */
    public List<String> causes(String rule) {
        return live.containsKey(rule)
                ? alarm(rule).history().stream()
                        .map(Transition::cause)
                        .filter(cause -> !OF_COMMANDS.contains(cause))
                        .toList()
                : List.of();
    }

    /** What the device was told for the alarm of that rule, and what came of it: cause, words and seconds. */
    public List<String> told(String rule, Command.Verb verb) {
        return alarm(rule).history().stream()
                .filter(step -> OF_COMMANDS.contains(step.cause()))
                .filter(step -> step.reason() != null && step.reason().startsWith(verb.text()))
                .map(step -> step.cause() + " " + step.reason() + " " + (step.t() - START) / 1000)
                .toList();
    }

    /** The commands of that sort that the device was given. */
    public List<Command> commands(Command.Verb verb) {
        return commands.stream().filter(command -> command.command() == verb).toList();
    }

    /** The device answers the newest command of that sort. */
    public void answers(double second, Command.Verb verb, CommandAnswer.Result result) {
        List<Command> given = commands(verb);
        says(second, new CommandAnswer(at(second), given.get(given.size() - 1).id(), result, null));
    }

    /** It answers that it has done all that it was told. */
    public void obeys(double second) {
        for (Command.Verb verb : Command.Verb.values()) {
            answers(second, verb, CommandAnswer.Result.DONE);
        }
    }

    /** The steps of the alarm of that rule, but for commands and what came of them, however long ago. */
    public List<Transition> steps(String rule) {
        Map<Long, Transition> steps = new TreeMap<>();
        alarms.stream()
                .filter(alarm -> alarm.rule().equals(rule))
                .flatMap(alarm -> alarm.history().stream())
                .filter(step -> !OF_COMMANDS.contains(step.cause()))
                .forEach(step -> steps.put(step.t(), step));
        return List.copyOf(steps.values());
    }

    public void valve(double second, boolean open) {
        says(second, Reading.at(at(second)).with(Metric.VALVE_OPEN, open).build());
    }

    public long nextDeadline() {
        return watch.nextDeadline(state);
    }

    public int counted(AlarmMeter meter) {
        return counts.getOrDefault(meter, 0);
    }

    public DeviceState state() {
        return state;
    }

    public static Reading lel(double second, double gasLel) {
        return Reading.at(at(second)).with(Metric.GAS_LEL, gasLel).build();
    }

    public static Reading lel(double second, double gasLel, SensorState sensor) {
        return Reading.at(at(second)).with(Metric.GAS_LEL, gasLel).with(sensor).build();
    }

    private static Channel channel(DeviceMessage message) {
        if (message instanceof Birth) {
            return Channel.BIRTH;
        }
        if (message instanceof DeviceEvent) {
            return Channel.EVENT;
        }
        if (message instanceof CommandAnswer) {
            return Channel.ACK;
        }
        return message instanceof Death ? Channel.DEATH : Channel.TELEMETRY;
    }

    @Override
    public @Nullable LiveAlarm get(String rule) {
        return live.get(rule);
    }

    @Override
    public void put(LiveAlarm alarm) {
        live.put(alarm.alarm().rule(), alarm);
    }

    @Override
    public List<LiveAlarm> all() {
        return List.copyOf(live.values());
    }

    @Override
    public void alarm(Alarm alarm) {
        alarms.add(alarm);
    }

    @Override
    public void command(Command command) {
        commands.add(command);
    }

    @Override
    public void agreement(AgreementNews news) {
        agreements.add(news);
    }

    @Override
    public void neighbour(NeighbourNews news) {
        neighbours.add(news);
    }

    @Override
    public void fold(FoldNews news) {
        folds.add(news);
    }

    @Override
    public void collective(CollectiveNews news) {
        collectives.add(news);
    }

    @Override
    public void aggregate(AggregateReading reading) {
        aggregates.add(reading);
    }

    @Override
    public void refused(AlarmAction action, Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void count(AlarmMeter meter) {
        counts.merge(meter, 1, Integer::sum);
    }
}

package io.citywatch.console.view;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The alarms as the log has them: of each the record with the highest version.
 *
 * <p>One thread applies records; any number of threads read.
 */
public final class AlarmView {
    /**
     * How an operator wants them: what stands before what is put aside, the worst first, what nobody has seen before what
     * somebody has, what goes on before what is over, the newest first.
     */
    static final Comparator<Alarm> WORST_AND_NEWEST_FIRST = Comparator.comparing(
                    (Alarm alarm) -> !alarm.state().stands())
            .thenComparing(Alarm::severity)
            .thenComparing(Alarm::acknowledged)
            .thenComparing(alarm -> !alarm.active())
            .thenComparing(Alarm::onset, Comparator.reverseOrder())
            .thenComparing((Alarm alarm) -> alarm.id());

    /** Sorted by id, so that the alarms of one device stand together. */
    private final ConcurrentSkipListMap<String, Alarm> alarms = new ConcurrentSkipListMap<>();

    private final List<Expectation> expectations = new CopyOnWriteArrayList<>();

    /** Takes an alarm over unless a newer version is known. Whether the view has changed. */
    boolean apply(Alarm alarm) {
        Alarm known = alarms.get(alarm.id());
        if (known != null && known.version() >= alarm.version()) {
            return false;
        }
        alarms.put(alarm.id(), alarm);
        for (Expectation expectation : expectations) {
            if (expectation.isMetBy(alarm)) {
                expectation.alarm.complete(alarm);
            }
        }
        return true;
    }

    /** Forgets an alarm that the log has forgotten. */
    void remove(String id) {
        alarms.remove(id);
    }

    /** The alarm of that id, or null when there is none. */
    public @Nullable Alarm get(String id) {
        return alarms.get(id);
    }

    /** The alarms that are asked for, the worst and newest first. */
    public List<Alarm> list(AlarmFilter filter) {
        List<Alarm> found = new ArrayList<>();
        for (Alarm alarm : alarms.values()) {
            if (filter.accepts(alarm)) {
                found.add(alarm);
            }
        }
        found.sort(WORST_AND_NEWEST_FIRST);
        return found;
    }

    /** Every alarm of a device, whatever its state. */
    public List<Alarm> ofDevice(String device) {
        // '~' stands between device and rule, and is the last character that an id can have.
        Map<String, Alarm> range = alarms.subMap(device + '~', true, device + '~' + Character.MAX_VALUE, false);
        return List.copyOf(range.values());
    }

    /** How many alarms of that severity stand. */
    public int standing(Severity severity) {
        int count = 0;
        for (Alarm alarm : alarms.values()) {
            if (alarm.severity() == severity && alarm.state().stands()) {
                count++;
            }
        }
        return count;
    }

    /** How many alarms there are that are not over, nor folded into another. */
    public AlarmCounts counts() {
        Map<Severity, AlarmCounts.Standing> severities = new EnumMap<>(Severity.class);
        int total = 0;
        int aside = 0;
        for (Alarm alarm : alarms.values()) {
            if (alarm.state() == AlarmState.NORM || alarm.handling().parent() != null) {
                continue;
            }
            total++;
            if (alarm.state().stands()) {
                severities.merge(
                        alarm.severity(),
                        new AlarmCounts.Standing(1, alarm.acknowledged() ? 0 : 1),
                        (a, b) -> new AlarmCounts.Standing(a.standing() + b.standing(), a.unseen() + b.unseen()));
            } else {
                aside++;
            }
        }
        return new AlarmCounts(total, aside, severities);
    }

    /** How many alarms are known, in whatever state but {@link AlarmState#NORM}. */
    public int present() {
        int count = 0;
        for (Alarm alarm : alarms.values()) {
            if (alarm.state() != AlarmState.NORM) {
                count++;
            }
        }
        return count;
    }

    /**
     * The first version of an alarm after that one for which the condition holds. Whoever stops waiting has to cancel the
     * future, or else it is kept for ever.
     */
    public CompletableFuture<Alarm> expect(String id, long afterVersion, Predicate<Alarm> condition) {
        Expectation expectation = new Expectation(id, afterVersion, condition, new CompletableFuture<>());
        expectations.add(expectation);
        expectation.alarm.whenComplete((alarm, failure) -> expectations.remove(expectation));
        Alarm known = alarms.get(id);
        if (known != null && expectation.isMetBy(known)) {
            expectation.alarm.complete(known);
        }
        return expectation.alarm;
    }

    private record Expectation(
            String id, long afterVersion, Predicate<Alarm> condition, CompletableFuture<Alarm> alarm) {
        boolean isMetBy(Alarm candidate) {
            return candidate.id().equals(id) && candidate.version() > afterVersion && condition.test(candidate);
        }
    }
}

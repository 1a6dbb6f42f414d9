package io.citywatch.jobs.alarms.figures;

import io.citywatch.telemetry.alarm.AlarmFigures;
import io.citywatch.telemetry.alarm.AlarmFigures.Count;
import io.citywatch.telemetry.alarm.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the alarms of one district, or of the city, at one time (ISA-18.2, IEC 62682). */
final class Figures {
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration CHATTERING = Duration.ofSeconds(60);
    static final int FLOOD_ABOVE = 10;
    static final int FLOOD_ENDS_BELOW = 5;

    private final String scope;
    private final long t;
    private final List<CountedAlarm> chattering = new ArrayList<>();
    private final List<CountedAlarm> stale = new ArrayList<>();
    private final Map<String, Integer> rules = new HashMap<>();
    private final Map<String, Integer> devices = new HashMap<>();
    private final int[] priorities = new int[Severity.values().length];
    private int rate;
    private int day;
    private int standing;
    private int unacknowledged;
    private @Nullable Long oldest;

    Figures(String scope, long t) {
        this.scope = scope;
        this.t = t;
    }

    void add(CountedAlarm alarm) {
        AlarmStep step = alarm.step();
        int calls = alarm.calls(t, CountedAlarm.DAY);
        rate += alarm.calls(t, WINDOW);
        day += calls;
        priorities[step.severity().ordinal()] += calls;
        if (calls > 0) {
            rules.merge(step.rule(), calls, Integer::sum);
            devices.merge(step.device(), calls, Integer::sum);
        }
        if (alarm.chatters(t)) {
            chattering.add(alarm);
        }
        AlarmStep.Standing now = step.now();
        standing += now.standing() ? 1 : 0;
        unacknowledged += now.unacknowledged() ? 1 : 0;
        if (alarm.unseenSince() != 0 && (oldest == null || alarm.unseenSince() < oldest)) {
            oldest = alarm.unseenSince();
        }
        if (now.activeSince() != 0 && t - now.activeSince() > CountedAlarm.DAY.toMillis()) {
            stale.add(alarm);
        }
    }

    int rate() {
        return rate;
    }

    AlarmFigures with(ScopeMark mark) {
        Long floodSince = mark.floodSince() == 0 ? null : Long.valueOf(mark.floodSince());
        return new AlarmFigures(
                scope,
                t,
                new AlarmFigures.Load(rate, mark.peak(), day, floodSince),
                new AlarmFigures.Open(standing, unacknowledged, oldest),
                names(chattering, Comparator.comparing(alarm -> alarm.step().alarm())),
                names(
                        stale,
                        Comparator.comparingLong((CountedAlarm alarm) ->
                                        alarm.step().now().activeSince())
                                .thenComparing(alarm -> alarm.step().alarm())),
                new AlarmFigures.Priorities(
                        priorities[Severity.CRITICAL.ordinal()],
                        priorities[Severity.HIGH.ordinal()],
                        priorities[Severity.MEDIUM.ordinal()],
                        priorities[Severity.LOW.ordinal()]),
                new AlarmFigures.Top(top(rules), top(devices)));
    }

    private static List<String> names(List<CountedAlarm> alarms, Comparator<CountedAlarm> order) {
        return alarms.stream()
                .sorted(order)
                .limit(AlarmFigures.MAX_LISTED)
                .map(alarm -> alarm.step().alarm())
                .toList();
    }

    private static List<Count> top(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt((Count count) -> -count.count()).thenComparing(Count::name))
                .limit(AlarmFigures.MAX_LISTED)
                .toList();
    }
}

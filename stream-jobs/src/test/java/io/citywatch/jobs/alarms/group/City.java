package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The floods of a city in memory, and what is said to its alarms. Times are seconds after {@link #START}. */
final class City {
    static final long START = 1_676_339_400_000L;

    final List<AlarmAction> said = new ArrayList<>();
    private final FloodMemory memory =
            new FloodMemory(new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());
    private final Floods floods = new Floods(memory, new FloodWords(said::add));
    private final TreeSet<Long> timers = new TreeSet<>();
    private long reached = START - 1000;

    static long at(double second) {
        return START + Math.round(second * 1000);
    }

    void hears(FoldNews news) {
        timers.add(floods.hear(news, reached));
    }

    /** The log comes to that second. */
    void passes(double second) {
        while (!timers.isEmpty() && timers.first() <= at(second)) {
            Long again = floods.judge(timers.pollFirst());
            if (again != null) {
                timers.add(again);
            }
        }
        reached = at(second);
    }

    /** Which alarm stands for each that is folded, by what was said of each last. */
    Map<String, String> parents() {
        Map<String, String> parents = new TreeMap<>();
        for (AlarmAction action : said) {
            if (action.action() == Verb.CLEAR) {
                // An alarm that is over is part of nothing
                parents.remove(action.alarm());
            }
            if (action.finding() == null || action.finding().group() != null) {
                continue;
            }
            if (action.action() == Verb.FOLD) {
                parents.put(action.alarm(), String.valueOf(action.finding().parent()));
            } else if (action.action() == Verb.RAISE) {
                parents.remove(action.alarm());
            }
        }
        return parents;
    }

    /** The alarms that stand for others and are not over nor folded themselves. */
    List<String> standing() {
        TreeSet<String> standing = new TreeSet<>();
        for (AlarmAction action : said) {
            if (action.finding() != null && action.finding().group() != null) {
                if (action.action() == Verb.RAISE) {
                    standing.add(action.alarm());
                } else {
                    standing.remove(action.alarm());
                }
            }
        }
        standing.removeAll(parents().keySet());
        return List.copyOf(standing);
    }

    /** The alarms that were let go, in order. */
    List<String> letGo() {
        return said.stream()
                .filter(action -> action.action() == Verb.RAISE
                        && action.finding() != null
                        && action.finding().group() == null)
                .map(AlarmAction::alarm)
                .toList();
    }

    /** What was counted last of the flood of that alarm. */
    int active(String alarm) {
        int active = -1;
        for (AlarmAction action : said) {
            if (action.alarm().equals(alarm)
                    && action.finding() != null
                    && action.finding().group() != null) {
                active = action.finding().group().members().active();
            }
        }
        return active;
    }

    int remembered() {
        int all = 0;
        for (NamedStore<?> store : List.of(memory.news(), memory.candidates(), memory.members(), memory.floods())) {
            for (Object entry : store.entries()) {
                all += entry == null ? 0 : 1;
            }
        }
        return all;
    }

    /** A device begins or ceases to be silent. */
    static FoldNews silence(String district, String device, @Nullable String concentrator, double t, boolean active) {
        return new FoldNews(
                new Condition(
                        "silence",
                        new DeviceAddress(district, FacilityKind.GAS, device),
                        Severity.MEDIUM,
                        START - 100_000),
                active ? FoldNews.What.BEGAN : FoldNews.What.ENDED,
                at(t),
                concentrator == null ? null : "concentrator/" + district + '/' + concentrator,
                Birth.Neighbours.UNKNOWN,
                false);
    }

    static String id(String device) {
        return Alarm.id(device, "silence");
    }
}

package io.citywatch.jobs.alarms.group;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Tells how floods have changed, lets go of the few that have not come back, and ends the floods that are over. */
final class FloodEnds {
    private final FloodMemory memory;
    private final FloodWords words;

    FloodEnds(FloodMemory memory, FloodWords words) {
        this.memory = memory;
        this.words = words;
    }

    /** Settles the floods at that time, the narrow ones first, and remembers those that go on. */
    void settle(Map<String, Flood> floods, long t) {
        List<String> narrowFirst = floods.values().stream()
                .sorted(Comparator.comparing((Flood flood) -> flood.scope().extent())
                        .thenComparing(Flood::alarm))
                .map(flood -> flood.scope().device())
                .toList();
        for (String name : narrowFirst) {
            Flood flood = Objects.requireNonNull(floods.get(name));
            int active = flood.tally().active();
            if (active <= Floods.FEW
                    && active * Floods.FEW_SHARE <= flood.tally().count()) {
                release(name, t);
                words.disperse(flood, t);
                leaveWider(flood, floods);
                memory.floods().remove(name);
            } else {
                if (flood.tally().changed() && memory.members().get(flood.alarm()) == null) {
                    words.gather(flood, t);
                }
                memory.floods().put(name, flood.told());
            }
        }
    }

    /**
     * Ends a flood whose place another one of the same scope takes. What it had left are members of that one from then on: they
     * stay folded into the same alarm.
     */
    Flood succeed(Flood over, Flood next, Map<String, Flood> floods, long t) {
        words.succeeded(over, t);
        leaveWider(over, floods);
        int left = over.tally().active();
        List<String> alarms = List.copyOf(membersOf(over.scope().device()).keySet());
        Flood.Tally those =
                new Flood.Tally(left, left, List.of(), true, over.tally().simulated());
        return next.joinedBy(alarms, those, over.severity(), t);
    }

    /** What a flood had left is nothing to the wider ones that it was part of. */
    private void leaveWider(Flood over, Map<String, Flood> floods) {
        FloodMember up = memory.members().get(over.alarm());
        memory.members().remove(over.alarm());
        while (up != null) {
            Flood wider = floods.get(up.flood());
            if (wider == null) {
                return;
            }
            for (int i = 0; i < over.tally().active(); i++) {
                wider = wider.left();
            }
            floods.put(up.flood(), wider);
            up = memory.members().get(wider.alarm());
        }
    }

    /** Those that have not come back are raised for themselves. */
    private void release(String flood, long t) {
        Map<String, FloodMember> left = membersOf(flood);
        left.keySet().forEach(memory.members()::remove);
        left.forEach((alarm, member) -> words.standAlone(alarm, member.onset(), t));
    }

    private Map<String, FloodMember> membersOf(String flood) {
        Map<String, FloodMember> members = new TreeMap<>();
        for (Map.Entry<String, FloodMember> entry : memory.members().entries()) {
            if (entry.getValue().flood().equals(flood)) {
                members.put(entry.getKey(), entry.getValue());
            }
        }
        return members;
    }
}

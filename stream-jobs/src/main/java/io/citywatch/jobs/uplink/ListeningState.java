package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What a task knows of when the gateway was listening, from the {@link UplinkSource#TICKS} that are broadcast to it, and across
 * restarts. Before the watermark passes a time, every tick up to it has come here. Not thread-safe.
 */
public final class ListeningState {
    /** The periods in which the gateway was listening: the last tick of each by its beginning. */
    public static final MapStateDescriptor<Long, Long> PERIODS =
            new MapStateDescriptor<>("listening", Types.LONG, Types.LONG);

    private final Listening listening = new Listening();
    private boolean learned;

    /** What is known, once it is {@link #learn}ed. */
    public Listening listening() {
        return listening;
    }

    /** Whether what was known before a restart has been read. */
    public boolean isLearned() {
        return learned;
    }

    /** Reads, at the first call after a start, what was known before. */
    public void learn(ReadOnlyBroadcastState<Long, Long> known) throws Exception {
        if (!learned) {
            for (Map.Entry<Long, Long> period : known.immutableEntries()) {
                listening.add(period.getKey(), period.getValue());
            }
            learned = true;
        }
    }

    /** Takes note of a tick, for good. */
    public void heard(Tick tick, BroadcastState<Long, Long> known) throws Exception {
        learn(known);
        listening.heard(tick);
        Map<Long, Long> periods = listening.periods();
        Long lastTick = periods.get(tick.listeningSince());
        if (lastTick != null) {
            known.put(tick.listeningSince(), lastTick);
        }
        List<Long> forgotten = new ArrayList<>();
        for (Map.Entry<Long, Long> period : known.immutableEntries()) {
            if (!periods.containsKey(period.getKey())) {
                forgotten.add(period.getKey());
            }
        }
        for (Long since : forgotten) {
            known.remove(since);
        }
    }
}

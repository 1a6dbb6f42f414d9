package io.citywatch.outward.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.codec.LogJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which transitions in a record of {@code citywatch.alarms} are new, where some records may be missing or doubled.
 *
 * <p>A record carries the alarm's newest transitions, and a transition's time is the version that it gave the alarm. So a
 * record whose forerunners the log has compacted away still tells what they told. Of each alarm the last version seen is
 * kept. Of an alarm that was never seen, what lies at or below the floor is taken for old: it was in the log before the
 * reading began. Not thread-safe.
 */
public final class NewTransitions {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Long> seen = new HashMap<>();
    private final long floor;
    private long highest;

    /**
     * Begins with nothing seen.
     *
     * @param floor the version at and below which transitions of an alarm never seen are old
     */
    public NewTransitions(long floor) {
        this.floor = floor;
    }

    /** Takes a record for seen without telling of it. */
    public void skip(byte[] json) throws IOException {
        Alarm alarm = LogJson.alarm(json);
        long newest = newest(alarm);
        seen.merge(alarm.id(), newest, Math::max);
        highest = Math.max(highest, newest);
    }

    /** The highest version that was skipped; 0 when none was. */
    public long highestSkipped() {
        return highest;
    }

    /**
     * The transitions in the record that were not seen before, oldest first.
     *
     * @param offset where in the log the record stands
     * @throws IOException when it is not an alarm
     */
    public List<Notice> in(byte[] json, long offset) throws IOException {
        Alarm alarm = LogJson.alarm(json);
        ObjectNode document = MAPPER.readValue(json, ObjectNode.class);
        long newest = newest(alarm);
        Long last = seen.get(alarm.id());
        // A record may have a new version without a transition, when a count in it has changed.
        if (last != null && last >= newest) {
            return List.of();
        }
        seen.put(alarm.id(), newest);
        List<Notice> notices = new ArrayList<>();
        for (Transition step : alarm.history()) {
            boolean isNewest = step.t() == newest;
            if (isNewest || step.t() > (last == null ? floor : last)) {
                notices.add(new Notice(
                        alarm, document, step, step.t(), Happening.of(step), isNewest ? offset + 1 : offset));
            }
        }
        return notices;
    }

    private static long newest(Alarm alarm) {
        List<Transition> history = alarm.history();
        return history.isEmpty() ? 0 : history.get(history.size() - 1).t();
    }
}

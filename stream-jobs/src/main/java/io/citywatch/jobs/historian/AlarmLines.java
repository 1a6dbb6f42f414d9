package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import java.util.List;

/**
 * The points of an alarm: one for each transition that it carries.
 *
 * <p>All of them are written with every version, so a version that compaction has removed before it was read leaves no hole.
 * What is known of the present episode only, or of the newest transition only, is written to its points alone: a field that
 * is not written again keeps its value, and an older transition is never given a later episode's words.
 */
final class AlarmLines {
    private static final String RAISE = "raise";

    private AlarmLines() {}

    static void write(Alarm alarm, LineBuffer lines) {
        List<Transition> history = alarm.history();
        int episode = startOfEpisode(history);
        for (int i = 0; i < history.size(); i++) {
            Transition transition = history.get(i);
            lines.point("alarm")
                    .tag("device", alarm.source().device())
                    .tag("district", alarm.source().district())
                    .tag("kind", alarm.source().kind().code())
                    .tag("rule", alarm.rule())
                    .tag("severity", transition.severity().text())
                    .tag("state", transition.to().name())
                    .field("id", alarm.id())
                    .field("from", transition.from().name())
                    .field("cause", transition.cause())
                    .optional("by", transition.by())
                    .optional("reason", transition.reason())
                    .optional("value", transition.value());
            if (i >= episode) {
                lines.optional("asset", alarm.source().asset()).field("onset", (double) alarm.onset());
            }
            if (i == history.size() - 1) {
                lines.field("active", alarm.active())
                        .field("acknowledged", alarm.acknowledged())
                        .optional("workOrder", alarm.handling().workOrder())
                        .optional("limit", alarm.evidence().limit());
            } else {
                writeConditions(transition.to(), lines);
            }
            lines.end(transition.t());
        }
    }

    private static int startOfEpisode(List<Transition> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).cause().equals(RAISE)) {
                return i;
            }
        }
        return 0;
    }

    /** The four states of ISA-18.2 say what the conditions were; the states beside them do not. */
    private static void writeConditions(AlarmState state, LineBuffer lines) {
        boolean active = state.isHeld();
        boolean acknowledged = state == AlarmState.ACKED || state == AlarmState.NORM;
        if (AlarmState.of(active, acknowledged) == state) {
            lines.field("active", active).field("acknowledged", acknowledged);
        }
    }
}

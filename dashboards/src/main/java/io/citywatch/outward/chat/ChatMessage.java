package io.citywatch.outward.chat;

import io.citywatch.telemetry.alarm.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for a group of people, before it is put into a robot's own form.
 *
 * @param title what is seen first, in a line
 * @param lines the rest, in Markdown
 * @param worst the worst severity that it tells of; null where it tells of none that stands
 */
record ChatMessage(String title, List<String> lines, @Nullable Severity worst) {
    ChatMessage {
        lines = List.copyOf(lines);
    }
}

package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one object of an event message: {@code t}, {@code seq}, {@code event}, {@code value}, {@code text}. */
final class EventReader {
    static final int MAX_TEXT = 256;
    private static final String TYPES =
            Stream.of(EventType.values()).map(EventType::text).collect(Collectors.joining(", "));

    private EventReader() {}

    static @Nullable DeviceEvent read(ObjectFields fields) throws IOException {
        String name = null;
        Double value = null;
        String text = null;
        for (String field = fields.nextDistinct(); field != null; field = fields.nextDistinct()) {
            switch (field) {
                case "t" -> fields.readTime();
                case "seq" -> fields.integer(field, 0, Long.MAX_VALUE);
                case "event" -> name = fields.text(field, 32);
                case "value" -> value = fields.number(field, -1e12, 1e12);
                case "text" -> text = fields.text(field, MAX_TEXT);
                default -> fields.unknown(field, "t, seq, event, value, text");
            }
        }
        if (name == null) {
            fields.missing("event", "what happened is not said; one of " + TYPES);
            return null;
        }
        EventType type = EventType.ofText(name);
        if (type == null) {
            fields.notOneOf("event", name, TYPES);
            return null;
        }
        return new DeviceEvent(fields.time(), type, value, text);
    }
}

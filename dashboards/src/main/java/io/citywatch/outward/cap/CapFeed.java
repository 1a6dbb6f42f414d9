package io.citywatch.outward.cap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.notice.Happening;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Times;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.codec.LogJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the console serves of CAP: an alarm's newest message, and an Atom feed of the standing alarms. */
public final class CapFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CapFeed() {}

    /** The newest of an alarm's transitions that the outside is told of, or null when there is none. */
    public static @Nullable Notice newest(Alarm alarm) {
        List<Transition> history = alarm.history();
        for (int i = history.size() - 1; i >= 0; i--) {
            Transition step = history.get(i);
            Happening happening = Happening.of(step);
            if (happening != Happening.NOTED && happening != Happening.ACKNOWLEDGED) {
                return new Notice(alarm, document(alarm), step, step.t(), happening, 0);
            }
        }
        return null;
    }

    private static ObjectNode document(Alarm alarm) {
        try {
            return MAPPER.readValue(LogJson.encode(alarm), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("our own JSON can't be read", e);
        }
    }

    /**
     * A feed by RFC 4287 of those alarms, whose entries link to the documents.
     *
     * @param documents makes the documents
     * @param now the time of a feed that is empty, in milliseconds since 1970 UTC
     */
    public static byte[] atom(List<Alarm> alarms, CapDocuments documents, long now) {
        var zone = documents.sender().zone();
        long updated = alarms.stream().mapToLong(Alarm::updated).max().orElse(now);
        XmlDocument xml = new XmlDocument("feed", ATOM);
        xml.text("id", "urn:citywatch:cap:" + documents.sender().id())
                .text(
                        "title",
                        documents.sender().name().zh() + " / "
                                + documents.sender().name().en())
                .text("updated", Times.iso(updated, zone))
                .within("author", () -> xml.text("name", documents.sender().id()));
        for (Alarm alarm : alarms) {
            xml.within("entry", () -> xml.text("id", "urn:citywatch:alarm:" + alarm.id() + ':' + alarm.version())
                    .text(
                            "title",
                            alarm.severity().text() + ": " + alarm.text().zh() + " / "
                                    + alarm.text().en())
                    .text("updated", Times.iso(alarm.updated(), zone))
                    .empty(
                            "link",
                            "rel",
                            "alternate",
                            "type",
                            "application/cap+xml",
                            "href",
                            "/api/alarms/" + URLEncoder.encode(alarm.id(), StandardCharsets.UTF_8) + "/cap"));
        }
        return xml.end();
    }
}

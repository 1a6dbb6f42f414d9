package io.citywatch.outward.chat;

import io.citywatch.outward.cap.CapDocuments;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Measured;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Place;
import io.citywatch.outward.notice.Times;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Language;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of notices.
 *
 * @param templates the texts
 * @param sender who speaks
 * @param wording what things are called
 * @param devices where things are
 */
public record ChatMessages(Templates templates, Sender sender, Wording wording, Devices devices) {
    /** More than fit into any message. */
    private static final int MAX_DIGEST = 200;
    /** Room for the line that counts what had none. */
    private static final int MORE_BYTES = 200;

    /** The message about one. */
    ChatMessage one(Notice notice, Language language) {
        List<String> lines = new ArrayList<>();
        String title = "";
        for (boolean zh : new boolean[] {false, true}) {
            if (zh ? language.zh() : language.en()) {
                Map<String, String> values = values(notice, zh);
                Texts texts = zh ? templates.zh() : templates.en();
                List<String> part = new ArrayList<>();
                texts.message().stream()
                        .filter(line -> Texts.isComplete(line, values))
                        .forEach(line -> part.add(Texts.fill(line, values)));
                String head = Texts.fill(texts.title(), values);
                if (!lines.isEmpty()) {
                    // The other language stands below, under its own title.
                    part.add(title);
                }
                lines.addAll(0, part);
                title = head;
            }
        }
        return new ChatMessage(title, lines, worst(List.of(notice)));
    }

    /**
     * One message about several, and how many of them it tells of. Critical and high ones are always told of in a line of
     * their own; when there is no room for one more of these, the message ends before it. Of the others those that have no
     * room are counted.
     *
     * @param maxBytes the room for title and lines, in bytes of UTF-8
     */
    Digest digest(List<Notice> waiting, Language language, int maxBytes) {
        boolean zh = language.zh();
        Texts texts = zh ? templates.zh() : templates.en();
        List<String> lines = new ArrayList<>();
        Map<Severity, Integer> unlisted = new EnumMap<>(Severity.class);
        int room =
                maxBytes - 2 * MORE_BYTES - ChatText.bytes(texts.digestTitle() + texts.digestEnd() + sender.console());
        int count = 0;
        for (Notice notice : waiting.subList(0, Math.min(waiting.size(), MAX_DIGEST))) {
            String line = Texts.fill(texts.digestLine(), values(notice, zh));
            Severity severity = notice.transition().severity();
            int size = ChatText.bytes(line) + 2;
            if (size <= room) {
                lines.add(line);
                room -= size;
            } else if (count > 0 && !severity.isWorseThan(Severity.MEDIUM)) {
                unlisted.merge(severity, 1, Integer::sum);
            } else if (count > 0) {
                break;
            } else {
                lines.add(ChatText.cut(line, room));
                room = 0;
            }
            count++;
        }
        return new Digest(digest(waiting.subList(0, count), texts, lines, unlisted, zh), count);
    }

    private ChatMessage digest(
            List<Notice> told, Texts texts, List<String> lines, Map<Severity, Integer> unlisted, boolean zh) {
        Severity worst = told.stream()
                .map(notice -> notice.transition().severity())
                .min(Severity::compareTo)
                .orElse(Severity.LOW);
        Map<String, String> values = new HashMap<>();
        values.put("mark", mark(told.stream().allMatch(Notice::isSimulated), zh));
        values.put("count", Integer.toString(told.size()));
        values.put("severity", Wording.severity(worst, zh));
        values.put("console", sender.console() == null ? "" : sender.console());
        values.put(
                "counts",
                unlisted.entrySet().stream()
                        .map(entry -> Wording.severity(entry.getKey(), zh) + ' ' + entry.getValue())
                        .collect(Collectors.joining(zh ? "，" : ", ")));
        List<String> all = new ArrayList<>(lines);
        for (String end : List.of(texts.digestMore(), texts.digestEnd())) {
            if (Texts.isComplete(end, values)) {
                all.add(Texts.fill(end, values));
            }
        }
        return new ChatMessage(Texts.fill(texts.digestTitle(), values), all, worst(told));
    }

    /** The message that tries a robot out. */
    ChatMessage test() {
        return new ChatMessage(
                "【测试】citywatch test",
                List.of("这是一条测试消息，请忽略。", "This is a test message; nothing is to be done."),
                Severity.LOW);
    }

    /** Of those that are not over. */
    private static @Nullable Severity worst(List<Notice> notices) {
        return notices.stream()
                .filter(notice -> !notice.isOver())
                .map(notice -> notice.transition().severity())
                .min(Severity::compareTo)
                .orElse(null);
    }

    private Map<String, String> values(Notice notice, boolean zh) {
        Alarm alarm = notice.alarm();
        Place place = Place.of(devices.get(alarm.source().device()));
        String severity = Wording.severity(notice.transition().severity(), zh);
        String value = Measured.value(notice);
        String limit = Measured.limit(notice);
        String district = wording.district(alarm.source().district(), zh);
        String reason = notice.transition().reason();
        Map<String, String> values = new HashMap<>();
        values.put("mark", mark(notice.isSimulated(), zh));
        values.put("severity", severity);
        values.put("severityAlone", value.isEmpty() || limit.isEmpty() ? (severity + ' ' + value).strip() : "");
        values.put("happening", Wording.happening(notice.happening(), zh));
        values.put("event", ChatText.plain(zh ? alarm.text().zh() : alarm.text().en()));
        values.put("district", district);
        values.put("districtAlone", place.address() == null ? district : "");
        values.put("address", place.address() == null ? "" : ChatText.plain(place.address()));
        values.put("device", ChatText.plain(alarm.source().device()));
        values.put("kind", Wording.kind(alarm.source().kind(), zh));
        values.put("value", value);
        values.put("limit", limit);
        values.put("members", notice.document().path("members").path("count").asText());
        values.put("onset", Times.plain(alarm.onset(), sender.zone()));
        values.put("instruction", templates.instructions().of(notice, zh));
        values.put("reason", reason == null ? "" : ChatText.plain(reason));
        values.put("link", sender.console() == null ? "" : CapDocuments.link(sender.console(), alarm.id()));
        values.put("console", sender.console() == null ? "" : sender.console());
        return values;
    }

    private String mark(boolean simulated, boolean zh) {
        if (simulated) {
            return zh ? "【测试】" : "[TEST] ";
        }
        return sender.exercise() ? zh ? "【演练】" : "[EXERCISE] " : "";
    }

    /**
     * A message about several.
     *
     * @param message the message
     * @param count how many it tells of
     */
    record Digest(ChatMessage message, int count) {}
}

package io.citywatch.outward.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citywatch.outward.notice.Instructions;
import io.citywatch.outward.receiver.ReceiversException;
import io.citywatch.telemetry.alarm.AlarmText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * The texts that people outside read; a city may have its own.
 *
 * @param zh the messages in Chinese
 * @param en the messages in English
 * @param instructions what is to be done
 */
public record Templates(Texts zh, Texts en, Instructions instructions) {
    /** The values that a template can name. */
    static final Set<String> VALUES = Set.of(
            "mark",
            "severity",
            "severityAlone",
            "happening",
            "event",
            "district",
            "districtAlone",
            "address",
            "device",
            "kind",
            "value",
            "limit",
            "members",
            "onset",
            "instruction",
            "reason",
            "link",
            "console",
            "count",
            "counts");

    private static final String BUNDLED = "templates.json";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Those that come with the platform. */
    public static Templates bundled() {
        try (InputStream in =
                Objects.requireNonNull(Templates.class.getResourceAsStream(BUNDLED), "the templates are missing")) {
            return new Reader(BUNDLED).read(MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled templates can't be read", e);
        }
    }

    /**
     * Those of a file; the bundled ones where there is none.
     *
     * @throws ReceiversException when the file can't be used; the message names the place
     */
    public static Templates read(@Nullable Path file) {
        if (file == null) {
            return bundled();
        }
        try {
            return new Reader(file.toString()).read(MAPPER.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new ReceiversException(file + " can't be read as JSON: " + e.getMessage());
        }
    }

    private record Reader(String name) {
        Templates read(JsonNode root) {
            try {
                return new Templates(texts(root, "zh"), texts(root, "en"), instructions(root.path("instructions")));
            } catch (IllegalArgumentException e) {
                throw new ReceiversException(name + ": " + e.getMessage());
            }
        }

        private Texts texts(JsonNode root, String language) {
            JsonNode node = root.path(language);
            List<String> lines = new ArrayList<>();
            for (JsonNode line : node.path("message")) {
                lines.add(checked(line, language + ".message[" + lines.size() + ']'));
            }
            if (lines.isEmpty()) {
                throw wrong(language + ".message", "an array of lines is expected");
            }
            return new Texts(
                    text(node, language, "title"),
                    lines,
                    text(node, language, "digestTitle"),
                    text(node, language, "digestLine"),
                    text(node, language, "digestMore"),
                    text(node, language, "digestEnd"));
        }

        private String text(JsonNode node, String language, String field) {
            return checked(node.path(field), language + '.' + field);
        }

        private String checked(JsonNode node, String place) {
            if (!node.isTextual() || node.asText().isBlank()) {
                throw wrong(place, "a text is expected");
            }
            for (MatchResult match : Texts.NAME.matcher(node.asText()).results().toList()) {
                if (!VALUES.contains(match.group(1))) {
                    throw wrong(place, match.group() + " is unknown; known are " + String.join(", ", sorted()));
                }
            }
            return node.asText();
        }

        private Instructions instructions(JsonNode node) {
            Map<String, AlarmText> texts = new HashMap<>();
            node.fields().forEachRemaining(entry -> {
                JsonNode zh = entry.getValue().path("zh");
                JsonNode en = entry.getValue().path("en");
                if (!zh.isTextual() || !en.isTextual()) {
                    throw wrong("instructions." + entry.getKey(), "a text in zh and one in en are expected");
                }
                texts.put(entry.getKey(), new AlarmText(zh.asText(), en.asText()));
            });
            return new Instructions(texts);
        }

        private static List<String> sorted() {
            return VALUES.stream().sorted().toList();
        }

        private static IllegalArgumentException wrong(String place, String what) {
            return new IllegalArgumentException(place + ": " + what);
        }
    }
}

package io.citywatch.outward.receiver;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citywatch.outward.notice.Happening;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.JsonWords;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The receivers and who speaks to them, as a file says it.
 *
 * @param sender who speaks
 * @param templates the file of the chat messages' templates; null: the bundled ones
 * @param receivers who is told
 */
public record ReceiversFile(Sender sender, @Nullable Path templates, List<Receiver> receivers) {
    /** Each has a thread; a city has a dozen of them. */
    static final int MAX_RECEIVERS = 50;

    private static final int SECONDS_A_MINUTE = 60;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public ReceiversFile {
        receivers = List.copyOf(receivers);
    }

    /**
     * Reads a file.
     *
     * @throws ReceiversException when it can't be used; the message names the place
     */
    public static ReceiversFile read(Path file, Secrets secrets) {
        try {
            return parse(Files.readAllBytes(file), file, secrets);
        } catch (IOException e) {
            throw new ReceiversException(
                    file + (e instanceof NoSuchFileException ? " is not there" : " can't be read: " + e.getMessage()));
        }
    }

    /** The same of a file's content. */
    static ReceiversFile parse(byte[] json, Path file, Secrets secrets) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new ReceiversException(file + " is not JSON: line " + at.getLineNr() + ", column " + at.getColumnNr()
                    + ": " + JsonWords.of(e));
        }
        try {
            return read(new Fields(root, ""), file, secrets);
        } catch (IllegalArgumentException e) {
            throw new ReceiversException(file + ": " + e.getMessage());
        }
    }

    private static ReceiversFile read(Fields root, Path file, Secrets secrets) {
        root.only("sender", "senderName", "timeZone", "exercise", "console", "templates", "receivers");
        String templates = root.text("templates");
        Path beside = file.toAbsolutePath().getParent();
        List<Receiver> receivers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Fields part : root.objects("receivers")) {
            Receiver receiver = receiver(part, secrets);
            if (!ids.add(receiver.id())) {
                throw part.wrong("id", "'" + receiver.id() + "' stands there twice");
            }
            receivers.add(receiver);
        }
        if (receivers.size() > MAX_RECEIVERS) {
            throw root.wrong("receivers", "there are more than " + MAX_RECEIVERS);
        }
        return new ReceiversFile(
                sender(root), templates == null || beside == null ? null : beside.resolve(templates), receivers);
    }

    private static Sender sender(Fields root) {
        String id = root.text("sender");
        if (id != null && !id.matches("[A-Za-z0-9.@_:-]{1,128}")) {
            throw root.wrong("sender", "a domain or an address of it is expected, of A-Z a-z 0-9 . @ _ : -");
        }
        String console = root.text("console");
        if (console != null && !console.matches("https?://[A-Za-z0-9.:\\[\\]-]+[^\\s\"<>()]*")) {
            throw root.wrong("console", "an address beginning with http:// or https:// is expected");
        }
        return new Sender(
                id == null ? Sender.STANDARD.id() : id,
                name(root),
                zone(root),
                root.flag("exercise"),
                console == null ? null : console.replaceAll("/+$", ""));
    }

    private static AlarmText name(Fields root) {
        Fields name = root.object("senderName");
        if (name == null) {
            return Sender.STANDARD.name();
        }
        name.only("zh", "en");
        return new AlarmText(name.needText("zh"), name.needText("en"));
    }

    private static ZoneOffset zone(Fields root) {
        String zone = root.text("timeZone");
        if (zone == null) {
            return Sender.BEIJING;
        }
        try {
            ZoneOffset offset = ZoneOffset.of(zone);
            if (offset.getTotalSeconds() % SECONDS_A_MINUTE == 0) {
                return offset;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw root.wrong("timeZone", "'" + zone + "' is no offset of hours and minutes; like +08:00 is expected");
    }

    private static Receiver receiver(Fields part, Secrets secrets) {
        part.only("id", "type", "url", "token", "secret", "authorization", "filter", "language", "perMinute");
        String id = part.needText("id");
        if (!Names.isDevice(id)) {
            throw part.wrong("id", "1 to 64 of A-Z a-z 0-9 . _ - are expected");
        }
        ReceiverType type = part.need("type", ReceiverType::ofText);
        Language language = part.choice("language", Language::ofText);
        Language usual = type.isChat() ? Language.ZH : Language.BOTH;
        return new Receiver(
                id,
                type,
                TargetFields.read(part, type, secrets),
                filter(part.object("filter")),
                language == null ? usual : language,
                part.number("perMinute", 1, type.maxPerMinute(), type.perMinute()));
    }

    private static Filter filter(@Nullable Fields part) {
        if (part == null) {
            return Filter.ALL;
        }
        part.only("severity", "kinds", "districts", "rules", "transitions");
        Severity least = part.choice("severity", Severity::ofText);
        Set<Happening> happenings = part.set("transitions", Happening::ofText);
        return new Filter(
                least == null ? Severity.LOW : least,
                part.set("kinds", FacilityKind::ofCode),
                part.set("districts", code -> Names.isDistrict(code) ? code : null),
                part.set("rules", rule -> rule.matches("[A-Za-z0-9._-]{1,64}") ? rule : null),
                happenings.isEmpty() ? Filter.USUAL : happenings);
    }
}

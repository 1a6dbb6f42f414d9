package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.citywatch.telemetry.alarm.Action;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.topic.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one action on an alarm or an asset and puts down everything that is wrong with it. Fields that it does not know are passed over. */
final class ActionReader {
    private static final String VERBS =
            Stream.of(AlarmAction.Verb.values()).map(AlarmAction.Verb::text).collect(Collectors.joining(", "));

    private final JsonNode tree;
    private final List<String> problems = new ArrayList<>();

    private ActionReader(JsonNode tree) {
        this.tree = tree;
    }

    /**
     * The action that the document is.
     *
     * @param json makes trees, and has nothing follow after the document's end
     * @throws InvalidDocumentException when it is none; says each error
     */
    static Action read(byte[] document, ObjectReader json) throws InvalidDocumentException {
        if (document.length == 0) {
            throw new InvalidDocumentException(List.of("the record is empty"));
        }
        JsonNode tree;
        try {
            tree = json.readTree(document);
        } catch (IOException e) {
            throw new InvalidDocumentException(List.of("not JSON: " + words(e)));
        }
        if (!tree.isObject()) {
            throw new InvalidDocumentException(List.of(describe(tree) + " where an object belongs"));
        }
        ActionReader reader = new ActionReader(tree);
        return reader.isAbsent("asset") ? reader.ofAlarm(json) : reader.ofAsset();
    }

    private AlarmAction ofAlarm(ObjectReader json) throws InvalidDocumentException {
        String alarm = text("alarm");
        String device = text("device");
        if (device != null && !Names.isDevice(device)) {
            problems.add("device: '" + device + "' is no device's name");
        }
        AlarmAction.Verb verb = verb();
        Long t = integer("t");
        String by = text("by");
        String reason = optionalText("reason");
        Long until = optionalInteger("until");
        String workOrder = optionalText("workOrder");
        GroupFinding finding = finding(json);
        if (alarm == null || device == null || verb == null || t == null || by == null || !problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
        return new AlarmAction(alarm, device, verb, t, by, reason, until, workOrder, finding);
    }

    private AssetAction ofAsset() throws InvalidDocumentException {
        String asset = text("asset");
        AlarmAction.Verb verb = verb();
        if (verb != null && !verb.isOnDevice()) {
            problems.add("action: '" + verb.text() + "' is not done to an asset");
        }
        Long t = integer("t");
        String by = text("by");
        boolean begins = verb == AlarmAction.Verb.SUPPRESS;
        String reason = begins ? text("reason") : optionalText("reason");
        Long until = begins ? integer("until") : optionalInteger("until");
        String workOrder = optionalText("workOrder");
        if (asset == null || verb == null || t == null || by == null || !problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
        return new AssetAction(asset, verb, t, by, reason, until, workOrder);
    }

    private AlarmAction.@Nullable Verb verb() {
        String word = text("action");
        AlarmAction.Verb verb = word == null ? null : AlarmAction.Verb.ofText(word);
        if (word != null && verb == null) {
            problems.add("action: '" + word + "' is none of " + VERBS);
        }
        return verb;
    }

    private @Nullable String text(String field) {
        String value = optionalText(field);
        if (value == null ? isAbsent(field) : value.isBlank()) {
            problems.add(field + ": is missing");
        }
        return value;
    }

    private @Nullable String optionalText(String field) {
        JsonNode value = tree.path(field);
        if (value.isTextual() || isAbsent(field)) {
            return value.textValue();
        }
        problems.add(field + ": " + describe(value) + " where a text belongs");
        return null;
    }

    private @Nullable Long integer(String field) {
        if (isAbsent(field)) {
            problems.add(field + ": is missing");
        }
        return optionalInteger(field);
    }

    private @Nullable Long optionalInteger(String field) {
        JsonNode value = tree.path(field);
        if (isAbsent(field)) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        problems.add(
                value.isNumber()
                        ? field + ": " + value + " is no whole number of 64 bits"
                        : field + ": " + describe(value) + " where a whole number belongs");
        return null;
    }

    private @Nullable GroupFinding finding(ObjectReader json) {
        JsonNode value = tree.path("finding");
        if (isAbsent("finding")) {
            return null;
        }
        if (!value.isObject()) {
            problems.add("finding: " + describe(value) + " where an object belongs");
            return null;
        }
        try {
            return json.treeToValue(value, GroupFinding.class);
        } catch (IOException e) {
            problems.add("finding: " + words(e));
            return null;
        }
    }

    private boolean isAbsent(String field) {
        JsonNode value = tree.path(field);
        return value.isMissingNode() || value.isNull();
    }

    private static String describe(JsonNode node) {
        return node.isMissingNode() ? "nothing" : ObjectFields.describe(node.asToken());
    }

    /** What the parser says, with the place. */
    private static String words(IOException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String place = mapping.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            return place + ": " + JsonWords.of(mapping);
        }
        return e instanceof JsonProcessingException problem && problem.getLocation() != null
                ? JsonWords.of(problem) + " at byte " + problem.getLocation().getByteOffset()
                : String.valueOf(e.getMessage());
    }
}

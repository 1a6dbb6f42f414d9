package io.citywatch.standalone.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of a custom resource, as its definition for Kubernetes has it. */
final class ResourceSchema {
    private static final String DEFINITION = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    private final JsonNode schema;

    private ResourceSchema(JsonNode schema) {
        this.schema = schema;
    }

    /** The schema of a FlinkDeployment. */
    static ResourceSchema ofFlinkDeployment() throws IOException {
        try (InputStream in = Objects.requireNonNull(ResourceSchema.class.getResourceAsStream(DEFINITION))) {
            JsonNode definition = documents(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .get(0);
            return new ResourceSchema(definition.at("/spec/versions/0/schema/openAPIV3Schema"));
        }
    }

    /** The documents of a YAML text. */
    static List<JsonNode> documents(String yaml) {
        ObjectMapper json = new ObjectMapper();
        // The definition is half a megabyte of one document, with more aliases than the reader expects of strangers
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .build();
        List<JsonNode> documents = new ArrayList<>();
        new Load(settings).loadAllFromString(yaml).forEach(each -> documents.add(json.valueToTree(each)));
        return documents;
    }

    /** What of the resource the schema does not allow, each with its place. */
    List<String> problems(JsonNode resource) {
        List<String> problems = new ArrayList<>();
        check(resource.path("spec"), schema.at("/properties/spec"), "spec", problems);
        return problems;
    }

    private static void check(JsonNode value, JsonNode schema, String place, List<String> problems) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        String type = schema.path("type").asText();
        boolean fits =
                switch (type) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    default -> schema.path("x-kubernetes-int-or-string").asBoolean();
                };
        if (!fits) {
            problems.add(place + " is no " + type);
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(place + " is none of " + schema.path("enum"));
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                problems.add(place + '.' + name.asText() + " is missing");
            }
        }
        value.fields().forEachRemaining(field -> {
            String name = place + '.' + field.getKey();
            if (schema.path("properties").has(field.getKey())) {
                check(field.getValue(), schema.path("properties").path(field.getKey()), name, problems);
            } else if (schema.path("additionalProperties").isObject()) {
                check(field.getValue(), schema.path("additionalProperties"), name, problems);
            } else {
                problems.add(name + " is unknown");
            }
        });
        if (value.isArray()) {
            value.forEach(each -> check(each, schema.path("items"), place + "[]", problems));
        }
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}

package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Fields that a document of the log has to have. */
final class DocumentFields {
    private DocumentFields() {}

    static JsonNode number(JsonNode document, String field) throws IOException {
        JsonNode value = document.path(field);
        if (!value.isNumber()) {
            throw new IOException(field + ": a number is expected");
        }
        return value;
    }

    static String text(JsonNode document, String field) throws IOException {
        JsonNode value = document.path(field);
        if (!value.isTextual()) {
            throw new IOException(field + ": a text is expected");
        }
        return value.asText();
    }
}

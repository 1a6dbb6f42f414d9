package io.citywatch.jobs.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a request.
 *
 * <p>Between the platform and InfluxDB there may be a proxy, a sign-in page, a firewall: what these say is said of the request, and
 * never of its points. InfluxDB 1 and 2 name their version with every answer; an error of InfluxDB 1 and 3 is a JSON object with
 * {@code error}, one of InfluxDB 2 has {@code code} and {@code message}.
 *
 * @param status of HTTP
 * @param words what the server says
 * @param isOwn whether it is InfluxDB itself that says so
 * @param askedPause for how long it asks to be left alone; zero where it says nothing of that
 */
record Answer(int status, String words, boolean isOwn, Duration askedPause) {
    /** With which InfluxDB names its version. */
    static final String VERSION_HEADER = "X-Influxdb-Version";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads an answer to its end. */
    static Answer of(Response response) throws IOException {
        ResponseBody body = response.body();
        String text = body == null ? "" : body.string();
        JsonNode json = parsed(text);
        String said = words(json);
        String otherwise = text.isBlank() ? response.code() + " " + response.message() : text.strip();
        return new Answer(
                response.code(),
                said == null ? otherwise : said,
                response.header(VERSION_HEADER) != null || isErrorOfInfluxDb(json),
                RetryAfter.of(response.header(RetryAfter.HEADER), InstantSource.system()));
    }

    private static boolean isErrorOfInfluxDb(JsonNode json) {
        return json.path("error").isTextual()
                || (json.path("code").isTextual() && json.path("message").isTextual());
    }

    private static @Nullable String words(JsonNode json) {
        String error = json.path("error").textValue();
        return error == null ? json.path("message").textValue() : error;
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}

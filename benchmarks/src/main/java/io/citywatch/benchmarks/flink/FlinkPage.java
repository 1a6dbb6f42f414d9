package io.citywatch.benchmarks.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Flink's REST API on this machine. What it answers with an error is an {@link IOException}. */
public final class FlinkPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    public FlinkPage(int port) {
        address = URI.create("http://127.0.0.1:" + port);
    }

    /** The ids of all jobs. */
    public List<String> jobs() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        get("/jobs").path("jobs").forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    public JsonNode post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("Flink answers " + answer.statusCode() + " to " + answer.uri());
        }
        return JSON.readTree(answer.body());
    }
}

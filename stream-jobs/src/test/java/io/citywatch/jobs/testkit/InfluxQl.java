package io.citywatch.jobs.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks an InfluxDB. */
public final class InfluxQl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    public InfluxQl(URI server) {
        this.server = server;
    }

    /** The rows of the answer, each with its columns and tags by name; times in milliseconds. */
    public List<JsonNode> rows(String query) throws IOException, InterruptedException {
        JsonNode answer = answer(query);
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode series : answer.path("results").path(0).path("series")) {
            for (JsonNode values : series.path("values")) {
                var row = JSON.createObjectNode();
                series.path("tags").fields().forEachRemaining(tag -> row.set(tag.getKey(), tag.getValue()));
                for (int i = 0; i < values.size(); i++) {
                    row.set(series.path("columns").get(i).asText(), values.get(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** How many points of a measurement have that field. */
    public long count(String measurement, String field) throws IOException, InterruptedException {
        List<JsonNode> rows = rows("SELECT count(" + field + ") AS n FROM " + measurement);
        return rows.isEmpty() ? 0 : rows.get(0).path("n").asLong();
    }

    /** Writes lines of line protocol with times in milliseconds. */
    public void write(String lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/write?db=citywatch&precision=ms"))
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IOException(answer.body());
        }
    }

    /** Runs a statement. */
    public JsonNode answer(String query) throws IOException, InterruptedException {
        String form = "db=citywatch&epoch=ms&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        JsonNode answer = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        JsonNode error = answer.path("results").path(0).path("error");
        if (error.isTextual() && !error.asText().contains("database not found")) {
            throw new IOException(error.asText());
        }
        return answer;
    }
}

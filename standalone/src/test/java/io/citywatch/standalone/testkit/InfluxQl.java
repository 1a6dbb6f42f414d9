package io.citywatch.standalone.testkit;

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

/** Queries of the platform's database. */
public final class InfluxQl {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public InfluxQl(int port) {
        this.port = port;
    }

    /** The rows of a query over all its series, each as an array in the order of the query's columns, time (ms) first. */
    public List<JsonNode> rows(String query) throws IOException, InterruptedException {
        String parameters = "db=citywatch&epoch=ms&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/query?" + parameters))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode result = new ObjectMapper().readTree(response.body()).at("/results/0");
        if (response.statusCode() != 200 || result.has("error")) {
            throw new IOException("'" + query + "' answered " + response.body());
        }
        List<JsonNode> rows = new ArrayList<>();
        result.path("series").forEach(series -> series.path("values").forEach(rows::add));
        return rows;
    }

    /** Writes a line of line protocol. */
    public void write(String line) throws IOException, InterruptedException {
        post("/write?db=citywatch", line);
    }

    /** Runs a statement that changes something. */
    public void change(String statement) throws IOException, InterruptedException {
        post("/query?db=citywatch&q=" + URLEncoder.encode(statement, StandardCharsets.UTF_8), "");
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.body());
        }
    }

    /** The number that a query for a count gives; 0 when there is nothing to count. */
    public long count(String query) throws IOException, InterruptedException {
        List<JsonNode> rows = rows(query);
        return rows.isEmpty() ? 0 : rows.get(0).get(1).asLong();
    }
}

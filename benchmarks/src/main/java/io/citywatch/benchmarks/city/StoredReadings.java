package io.citywatch.benchmarks.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * How many readings InfluxDB holds.
 *
 * <p>Counting them makes the server read every series, which takes seconds with many of them and slows down what is being
 * measured; its own counter of points costs nothing but knows neither measurements nor points that were written twice.
 */
final class StoredReadings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    StoredReadings(int port) {
        this.port = port;
    }

    /** The gas readings of the benchmark's devices that can be queried now. */
    long count() throws IOException, InterruptedException {
        String query = URLEncoder.encode("SELECT count(gasLel) FROM gas", StandardCharsets.UTF_8);
        return get("/query?db=citywatch&q=" + query)
                .at("/results/0/series/0/values/0/1")
                .asLong();
    }

    /** The points of any kind that the server has written since it was started. */
    long pointsWritten() throws IOException, InterruptedException {
        for (JsonNode statistic : get("/debug/vars")) {
            if (statistic.path("name").asText().equals("httpd")) {
                return statistic.at("/values/pointsWrittenOK").asLong();
            }
        }
        return 0;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }
}

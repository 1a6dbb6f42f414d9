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

/** How many readings InfluxDB holds. */
final class StoredReadings {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    StoredReadings(int port) {
        this.port = port;
    }

    /** The gas readings of the benchmark's devices that can be queried now. */
    long count() throws IOException, InterruptedException {
        String query = URLEncoder.encode("SELECT count(gasLel) FROM gas", StandardCharsets.UTF_8);
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/query?db=citywatch&q=" + query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode count = new ObjectMapper().readTree(response.body()).at("/results/0/series/0/values/0/1");
        return count.asLong();
    }
}

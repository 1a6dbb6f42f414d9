package io.citywatch.console.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the database and writes points, as the historian would. */
public final class Influx {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI url;

    public Influx(URI url) {
        this.url = url;
    }

    /** Makes the platform's database. */
    public void create() {
        send("/query?q=CREATE%20DATABASE%20citywatch", "");
    }

    /** Writes lines of the line protocol, times in milliseconds. */
    public void write(List<String> lines) {
        send("/write?db=citywatch&precision=ms", String.join("\n", lines));
    }

    /** Writes roll-ups into one of their retention policies, which is made. */
    public void writeRolledUp(String policy, List<String> lines) {
        String statement = "CREATE RETENTION POLICY \"" + policy + "\" ON citywatch DURATION INF REPLICATION 1";
        send("/query?q=" + URLEncoder.encode(statement, StandardCharsets.UTF_8), "");
        send("/write?db=citywatch&precision=ms&rp=" + policy, String.join("\n", lines));
    }

    /** The answer to a query in the platform's database. */
    public JsonNode query(String text) {
        String body = send("/query?db=citywatch&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8), "");
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String send(String path, String body) {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(url.resolve(path))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("InfluxDB answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

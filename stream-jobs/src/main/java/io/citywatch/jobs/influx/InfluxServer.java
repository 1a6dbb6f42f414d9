package io.citywatch.jobs.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.jobs.influx.InfluxOptions.Api;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Asks a server what it is ({@code /ping}, {@code /health}); until it answers it counts as away. */
public final class InfluxServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION_HEADER = "X-Influxdb-Version";

    private InfluxServer() {}

    /**
     * The API by which points are written: the one that the options name, v2 with a token and v1 with an account, since
     * neither fits the other, else the one of the server's version.
     */
    static Api apiOf(InfluxOptions options) throws StoreException {
        if (options.api() != Api.AUTO) {
            return options.api();
        }
        if (options.token() != null || options.account() != null) {
            return options.token() != null ? Api.V2 : Api.V1;
        }
        return kindOf(options) == ServerKind.INFLUXDB_1 ? Api.V1 : Api.V2;
    }

    /** What the server is. One that is to be written to by v1 is an InfluxDB 1, and is not asked. */
    public static ServerKind kindOf(InfluxOptions options) throws StoreException {
        if (options.api() == Api.V1 || options.account() != null) {
            return ServerKind.INFLUXDB_1;
        }
        OkHttpClient http = HttpClients.plain(options).build();
        try {
            return ServerKind.ofVersion(version(http, options.url()));
        } catch (IOException e) {
            throw new StoreException(WriteOutcome.UNREACHABLE, "does not say its version: " + e.getMessage(), e);
        } finally {
            HttpClients.close(http);
        }
    }

    private static @Nullable String version(OkHttpClient http, String url) throws IOException, StoreException {
        try (Response ping = http.newCall(HttpClients.get(url, "ping")).execute()) {
            requireLetIn(ping);
            String header = ping.header(VERSION_HEADER);
            if (header != null) {
                return header;
            }
        }
        Request health = HttpClients.get(url, "health");
        try (Response answer = http.newCall(health).execute();
                ResponseBody body = answer.body()) {
            requireLetIn(answer);
            return body == null ? null : ofHealth(body.string());
        }
    }

    /** InfluxDB 3 tells its version to nobody without a token. */
    private static void requireLetIn(Response answer) throws StoreException {
        if (answer.code() == 401 || answer.code() == 403) {
            throw new StoreException(
                    WriteOutcome.NOT_ALLOWED, "tells its version only to who has the right token: " + answer.code());
        }
    }

    private static @Nullable String ofHealth(String body) {
        try {
            var version = JSON.readTree(body).path("version");
            return version.isTextual() ? version.asText() : null;
        } catch (JsonProcessingException e) {
            // Not InfluxDB's own answer
            return null;
        }
    }
}

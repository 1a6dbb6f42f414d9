package io.citywatch.jobs.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store by the API that the options name, or by the one that the server speaks.
 *
 * <p>A token means v2 and an account means v1, since neither fits the other. Otherwise the server is asked for its version
 * ({@code /health}, {@code /ping}): 1 means v1, anything else v2; a server that names none speaks v2 without being InfluxDB, such as
 * VictoriaMetrics. It is asked with the first call that it answers; until then it counts as away.
 */
public final class InfluxStore implements PointStore {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION_HEADER = "X-Influxdb-Version";

    private final InfluxOptions options;
    private @Nullable PointStore store;

    public InfluxStore(InfluxOptions options) {
        this.options = options;
    }

    @Override
    public void write(String lines) throws StoreException {
        store().write(lines);
    }

    @Override
    public void createDatabase() throws StoreException {
        store().createDatabase();
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }

    private synchronized PointStore store() throws StoreException {
        if (store == null) {
            InfluxOptions.Api api = apiOf(options);
            store = api == InfluxOptions.Api.V1 ? new InfluxV1Store(options) : new InfluxV2Store(options);
            LOG.atInfo().addKeyValue("api", api.text()).log("history is written");
        }
        return store;
    }

    /** The API by which the server is spoken to. */
    static InfluxOptions.Api apiOf(InfluxOptions options) throws StoreException {
        if (options.api() != InfluxOptions.Api.AUTO) {
            return options.api();
        }
        if (options.token() != null || options.account() != null) {
            return options.token() != null ? InfluxOptions.Api.V2 : InfluxOptions.Api.V1;
        }
        OkHttpClient http = HttpClients.plain().build();
        try {
            String version = version(http, options.url());
            return version != null && version.startsWith("1.") ? InfluxOptions.Api.V1 : InfluxOptions.Api.V2;
        } catch (IOException e) {
            throw new StoreException(WriteOutcome.UNREACHABLE, "does not say its version: " + e.getMessage(), e);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    /** The server's version without a {@code v} before it, or null when it names none. */
    private static @Nullable String version(OkHttpClient http, String url) throws IOException {
        try (Response ping = http.newCall(request(url, "ping")).execute()) {
            String header = ping.header(VERSION_HEADER);
            if (header != null) {
                return plain(header);
            }
        }
        try (Response health = http.newCall(request(url, "health")).execute();
                ResponseBody body = health.body()) {
            return body == null ? null : ofHealth(body.string());
        }
    }

    private static Request request(String url, String path) {
        return new Request.Builder()
                .url(url + (url.endsWith("/") ? "" : "/") + path)
                .build();
    }

    private static @Nullable String ofHealth(String body) {
        try {
            var version = JSON.readTree(body).path("version");
            return version.isTextual() ? plain(version.asText()) : null;
        } catch (JsonProcessingException e) {
            // Not InfluxDB's own answer
            return null;
        }
    }

    private static String plain(String version) {
        return version.startsWith("v") ? version.substring(1) : version;
    }
}

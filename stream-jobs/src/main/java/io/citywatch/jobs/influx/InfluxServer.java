package io.citywatch.jobs.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.jobs.influx.InfluxOptions.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * What the server is, as far as it has said so ({@code /ping}, {@code /health}); until it has it counts as away.
 *
 * <p>An InfluxDB stays one. What names no version is asked again from time to time: it may be a page that stands in InfluxDB's
 * place as long as that is away. Thread-safe.
 */
public final class InfluxServer {
    /** Seldom enough to be no load, soon enough for history to go on by itself. */
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InfluxOptions options;
    private final LongSupplier nanos;
    private @Nullable ServerKind known;
    private long askedAt;

    public InfluxServer(InfluxOptions options) {
        this(options, System::nanoTime);
    }

    InfluxServer(InfluxOptions options, LongSupplier nanos) {
        this.options = options;
        this.nanos = nanos;
    }

    /**
     * The API by which points are written: the one that the options name, v2 with a token and v1 with an account, since
     * neither fits the other, else the one of the server's version.
     */
    Api api() throws StoreException {
        if (options.api() != Api.AUTO) {
            return options.api();
        }
        if (options.token() != null || options.account() != null) {
            return options.token() != null ? Api.V2 : Api.V1;
        }
        return kind() == ServerKind.INFLUXDB_1 ? Api.V1 : Api.V2;
    }

    /** What the server is. One that is to be written to by v1 is an InfluxDB 1, and is not asked. */
    public synchronized ServerKind kind() throws StoreException {
        if (options.api() == Api.V1 || options.account() != null) {
            return ServerKind.INFLUXDB_1;
        }
        ServerKind kind = known;
        if (kind == null || (kind == ServerKind.OTHER && nanos.getAsLong() - askedAt >= ASKED_AGAIN.toNanos())) {
            kind = asked();
            known = kind;
            askedAt = nanos.getAsLong();
        }
        return kind;
    }

    private ServerKind asked() throws StoreException {
        OkHttpClient http = HttpClients.plain(options).build();
        try {
            return ServerKind.ofVersion(version(http, options.url()));
        } catch (IOException e) {
            throw new StoreException(WriteOutcome.UNREACHABLE, "does not say its version: " + e.getMessage(), e);
        } finally {
            HttpClients.close(http);
        }
    }

    /** The version, or null where a server that answers both names none. A server may not know {@code /ping}. */
    private static @Nullable String version(OkHttpClient http, String url) throws IOException, StoreException {
        try (Response ping = http.newCall(HttpClients.get(url, "ping")).execute()) {
            String header = ping.header(Answer.VERSION_HEADER);
            if (header != null && ping.isSuccessful()) {
                return header;
            }
            if (ping.code() != NOT_FOUND && (!ping.isSuccessful() || isPage(ping))) {
                throw noVersion(Answer.of(ping));
            }
        }
        try (Response health = http.newCall(HttpClients.get(url, "health")).execute()) {
            ResponseBody body = health.body();
            if (!health.isSuccessful() || isPage(health) || body == null) {
                throw noVersion(Answer.of(health));
            }
            return ofHealth(body.string());
        }
    }

    /** Whether it is made for people, who sign in there or read that the server is away. */
    private static boolean isPage(Response answer) {
        return answer.header("Content-Type", "").startsWith("text/html");
    }

    /** InfluxDB 3 tells its version to nobody without a token. */
    private static StoreException noVersion(Answer answer) {
        WriteOutcome outcome = WriteOutcome.of(answer);
        return outcome == WriteOutcome.NOT_ALLOWED
                ? new StoreException(outcome, "tells its version only to who has the right token: " + answer.status())
                : new StoreException(
                        outcome == WriteOutcome.OVERLOADED ? outcome : WriteOutcome.UNEXPECTED,
                        "does not say its version: " + answer.status() + ' ' + answer.words());
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

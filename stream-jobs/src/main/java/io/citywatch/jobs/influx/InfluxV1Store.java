package io.citywatch.jobs.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDB.ConsistencyLevel;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.InfluxDBIOException;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB 1.x by its official client, each call blocking until the server has answered.
 *
 * <p>The client looks the host's name up when it is made, which fails while there is no name service; so it is made with
 * the first call that succeeds in that.
 */
public final class InfluxV1Store implements PointStore {
    /** A server on the same network that takes longer than this to accept a connection is not there. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** InfluxDB's own limit for a write is 10 s; compaction on a slow disk makes answers late, not lost. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** The retention policy that a new database has; an empty name means the default one. */
    private static final String DEFAULT_RETENTION_POLICY = "";

    /** A statement that changes something has to be posted. */
    private static final boolean CHANGES = true;

    private final InfluxOptions options;
    private @Nullable InfluxDB client;

    public InfluxV1Store(InfluxOptions options) {
        this.options = options;
    }

    @Override
    public void write(String lines) throws StoreException {
        try {
            client().write(
                            options.database(),
                            DEFAULT_RETENTION_POLICY,
                            ConsistencyLevel.ONE,
                            TimeUnit.MILLISECONDS,
                            lines);
        } catch (InfluxDBException e) {
            throw classified(e);
        }
    }

    @Override
    public void createDatabase() throws StoreException {
        try {
            QueryResult result = client().query(
                            new Query("CREATE DATABASE \"" + options.database() + '"', options.database(), CHANGES));
            if (result.hasError()) {
                throw new StoreException(WriteOutcome.NOT_ALLOWED, result.getError());
            }
        } catch (InfluxDBException e) {
            throw classified(e);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private synchronized InfluxDB client() {
        if (client == null) {
            Dispatcher dispatcher = new Dispatcher();
            dispatcher.setMaxRequestsPerHost(options.batching().inFlight());
            OkHttpClient.Builder http = new OkHttpClient.Builder()
                    .dispatcher(dispatcher)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .readTimeout(ANSWER_TIMEOUT)
                    .writeTimeout(ANSWER_TIMEOUT)
                    .addInterceptor(new Answers());
            InfluxOptions.Account account = options.account();
            client = account == null
                    ? InfluxDBFactory.connect(options.url(), http)
                    : InfluxDBFactory.connect(options.url(), account.user(), account.password(), http);
        }
        return client;
    }

    private static StoreException classified(InfluxDBException e) {
        if (e instanceof InfluxDBIOException && e.getCause() instanceof NotWritten answer) {
            return new StoreException(WriteOutcome.of(answer.status, answer.words), answer.words, e);
        }
        if (e instanceof InfluxDBIOException) {
            return new StoreException(WriteOutcome.UNREACHABLE, String.valueOf(e.getCause()), e);
        }
        return new StoreException(WriteOutcome.REFUSED, String.valueOf(e.getMessage()), e);
    }

    /** Keeps the status of an answer, which the client would drop. */
    private static final class Answers implements Interceptor {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public Response intercept(Chain chain) throws IOException {
            Response response = chain.proceed(chain.request());
            if (response.isSuccessful()) {
                return response;
            }
            try (ResponseBody body = response.body()) {
                throw new NotWritten(response.code(), words(response, body == null ? "" : body.string()));
            }
        }

        private static String words(Response response, String body) {
            try {
                JsonNode error = JSON.readTree(body).path("error");
                return error.isTextual() ? error.asText() : fallback(response, body);
            } catch (JsonProcessingException e) {
                // Not InfluxDB's own answer: that of a proxy before it.
                return fallback(response, body);
            }
        }

        private static String fallback(Response response, String body) {
            return body.isBlank() ? response.code() + " " + response.message() : body.strip();
        }
    }

    private static final class NotWritten extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String words;

        NotWritten(int status, String words) {
            super(words);
            this.status = status;
            this.words = words;
        }
    }
}

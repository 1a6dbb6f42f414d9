package io.citywatch.jobs.influx;

import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The HTTP under both of InfluxDB's clients. */
final class HttpClients {
    /** A server on the same network that takes longer than this to accept a connection is not there. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** InfluxDB's own limit for a write is 10 s; compaction on a slow disk makes answers late, not lost. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** An hour of a whole city's readings takes a slow server minutes to sum up. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(15);

    private HttpClients() {}

    /** For writing: every answer that is no success is kept with its words. */
    static OkHttpClient.Builder of(InfluxOptions options) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(options.batching().inFlight());
        return plain().dispatcher(dispatcher).addInterceptor(new ServerAnswers());
    }

    /** For statements that read and write much at once. */
    static OkHttpClient.Builder patient(InfluxOptions options) {
        return of(options).readTimeout(STATEMENT_TIMEOUT);
    }

    /** For a question to which any answer is one; asked with the token, where there is one. */
    static OkHttpClient.Builder plain(InfluxOptions options) {
        return withToken(options, plain());
    }

    /** Shows the token with each request, for who does not do so himself. */
    static OkHttpClient.Builder withToken(InfluxOptions options, OkHttpClient.Builder http) {
        InfluxOptions.Token token = options.token();
        return token == null
                ? http
                : http.addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", "Token " + token.secret())
                        .build()));
    }

    static Request get(String url, String path) {
        return new Request.Builder().url(resolved(url, path)).build();
    }

    static String resolved(String url, String path) {
        return url + (url.endsWith("/") ? "" : "/") + path;
    }

    static void close(OkHttpClient http) {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** A redirection is an answer of its own: who follows it sends no points any more, but asks for a page. */
    private static OkHttpClient.Builder plain() {
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(ANSWER_TIMEOUT)
                .writeTimeout(ANSWER_TIMEOUT);
    }
}

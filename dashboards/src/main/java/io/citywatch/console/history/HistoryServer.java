package io.citywatch.console.history;

import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where the history is.
 *
 * @param url where the server answers, for instance {@code http://127.0.0.1:8086}
 * @param database the database, or bucket
 * @param authorization what is shown as who asks, by the header of that name; never shown to anybody else; null: nothing
 */
public record HistoryServer(String url, String database, @Nullable String authorization) {
    /** The database that the platform writes. */
    public static final String DATABASE = "citywatch";

    /** The header with which each of InfluxDB's releases says which it is, and no other server does. */
    private static final String VERSION_HEADER = "X-Influxdb-Version";

    /** On this machine or next to it: a connection that takes longer is not there. */
    private static final Duration CONNECT_TIME = Duration.ofSeconds(2);

    private static final int HTTP_INTERNAL_ERROR = 500;

    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    /** The platform's database on a server that asks nobody who he is. */
    public static HistoryServer at(String url) {
        return new HistoryServer(url, DATABASE, null);
    }

    OkHttpClient.Builder client() {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectTimeout(CONNECT_TIME)
                .readTimeout(ANSWER_TIME)
                .retryOnConnectionFailure(true);
        String shown = authorization;
        return shown == null
                ? client
                : client.addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", shown)
                        .build()));
    }

    /** The address of something at the server. */
    HttpUrl.Builder resolve(String path) {
        return HttpUrl.get(url).newBuilder().addPathSegments(path);
    }

    /** Whether it is an InfluxDB; else it is taken for a VictoriaMetrics. */
    boolean isInfluxDb() throws HistoryException {
        OkHttpClient http = client().build();
        try (Response ping = http.newCall(
                        new Request.Builder().url(resolve("ping").build()).build())
                .execute()) {
            boolean isInfluxDb = ping.header(VERSION_HEADER) != null;
            if (!isInfluxDb && ping.code() >= HTTP_INTERNAL_ERROR) {
                // Somebody else, who stands between: who answers when it can is not known yet.
                throw new HistoryException("InfluxDB does not answer: HTTP " + ping.code());
            }
            return isInfluxDb;
        } catch (IOException e) {
            throw new HistoryException("InfluxDB does not answer: " + e.getMessage(), e);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    @Override
    public String toString() {
        return "HistoryServer[" + url + ", " + database + ']';
    }
}

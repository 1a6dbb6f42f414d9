package io.citywatch.standalone.platform;

import io.citywatch.console.history.HistoryServer;
import io.citywatch.jobs.influx.InfluxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How somebody else's InfluxDB is asked to let the platform in. */
public final class InfluxAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Since 1.8 an InfluxDB 1 takes a user and a password as a token. */
    private static final Pattern WITHOUT_TOKENS = Pattern.compile("v?1\\.[0-7]\\..*");

    private InfluxAccess() {}

    /** The same server as the console reads it. */
    public static HistoryServer ofConsole(InfluxOptions influx) {
        return new HistoryServer(influx.url(), influx.database(), authorization(influx));
    }

    /**
     * Asks the server a question that changes nothing. One that does not answer may come up later.
     *
     * @throws StartupException when it does not let in who asks, or knows no tokens and is shown one
     */
    public static void require(InfluxOptions influx) throws InterruptedException {
        String url = influx.url().endsWith("/") ? influx.url() : influx.url() + '/';
        HttpRequest.Builder question = HttpRequest.newBuilder(URI.create(url + "query?q=SHOW%20DATABASES"))
                .timeout(PATIENCE);
        String authorization = authorization(influx);
        if (authorization != null) {
            question.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(question.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                throw new StartupException("the InfluxDB at " + influx.url() + " does not let " + who(influx)
                        + " in: it answers " + answer.statusCode() + ' '
                        + answer.body().strip());
            }
            String version = answer.headers().firstValue("X-Influxdb-Version").orElse("");
            if (influx.token() != null && WITHOUT_TOKENS.matcher(version).matches()) {
                throw new StartupException("the InfluxDB at " + influx.url() + " is " + version
                        + ", which knows no tokens (--influx-token-file, or INFLUX_TOKEN in the environment)");
            }
        } catch (IOException e) {
            // Away: the historian waits for it, and says so.
        }
    }

    private static String who(InfluxOptions influx) {
        if (influx.token() != null) {
            return "this token";
        }
        return influx.account() == null
                ? "anybody without a token or a password (--influx-token-file, or --influx-user)"
                : "the user " + influx.account().user() + " with this password";
    }

    private static @Nullable String authorization(InfluxOptions influx) {
        if (influx.token() != null) {
            return "Token " + influx.token().secret();
        }
        InfluxOptions.Account account = influx.account();
        return account == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (account.user() + ':' + account.password()).getBytes(StandardCharsets.UTF_8));
    }
}

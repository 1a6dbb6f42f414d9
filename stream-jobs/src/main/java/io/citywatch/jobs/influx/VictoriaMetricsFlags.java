package io.citywatch.jobs.influx;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * The options with which a VictoriaMetrics was started, as far as they decide what is kept.
 *
 * <p>Source: VictoriaMetrics 1.79, "Retention" and "Deduplication"; {@code /flags}, which names what differs from the default.
 *
 * @param retentionPeriod how long it keeps points, in its own words: months unless a unit follows
 * @param dedupInterval within which time points of a series are one, in its own words; from a millisecond on a point that is
 *     written again is the same point
 */
public record VictoriaMetricsFlags(String retentionPeriod, String dedupInterval) {
    private static final String DEFAULT_RETENTION = "1";
    private static final String DEFAULT_DEDUP = "0s";
    private static final Pattern NONE = Pattern.compile("0[a-z]*");

    /** What the server says, or nothing where it is none or does not say. */
    public static Optional<VictoriaMetricsFlags> of(InfluxOptions options) throws StoreException {
        OkHttpClient http = HttpClients.plain(options).build();
        try (Response answer =
                        http.newCall(HttpClients.get(options.url(), "flags")).execute();
                ResponseBody body = answer.body()) {
            return body == null || !answer.isSuccessful() ? Optional.empty() : Optional.of(ofText(body.string()));
        } catch (IOException e) {
            throw new StoreException(WriteOutcome.UNREACHABLE, String.valueOf(e.getMessage()), e);
        } finally {
            HttpClients.close(http);
        }
    }

    /** Whether a point that is written again after a failure is counted once. */
    public boolean writesOver() {
        return !NONE.matcher(dedupInterval).matches();
    }

    static VictoriaMetricsFlags ofText(String flags) {
        return new VictoriaMetricsFlags(
                value(flags, "retentionPeriod", DEFAULT_RETENTION),
                value(flags, "dedup.minScrapeInterval", DEFAULT_DEDUP));
    }

    private static String value(String flags, String name, String usual) {
        Matcher line = Pattern.compile("^-" + Pattern.quote(name) + "=\"?([^\"\\s]*)", Pattern.MULTILINE)
                .matcher(flags);
        return line.find() ? line.group(1) : usual;
    }
}

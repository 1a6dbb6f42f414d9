package io.citywatch.console.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The history in a VictoriaMetrics, by MetricsQL: a field of a measurement is the metric {@code measurement_field}, a boolean
 * is 1 or 0, of a text nothing but its time is kept, and databases are not told apart. Roll-ups are what it sums up itself, when it is asked.
 *
 * <p>Source: VictoriaMetrics 1.79, "How to export data in JSON line format", "Prometheus querying API enhancements",
 * "MetricsQL".
 */
final class VictoriaMetricsHistory implements History {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The newest reading of a device that has been silent for longer is not looked for. */
    private static final String NEWEST_WITHIN = "5y";

    private final HistoryServer server;
    private final OkHttpClient http;
    private final Timer answered;
    private final Timer away;

    VictoriaMetricsHistory(HistoryServer server, MeterRegistry meters) {
        this.server = server;
        this.http = server.client().build();
        this.answered = ConsoleMeter.HISTORY_QUERIES.timer(meters, "outcome", "ok");
        this.away = ConsoleMeter.HISTORY_QUERIES.timer(meters, "outcome", "away");
    }

    @Override
    public boolean isUp() {
        try (Response health = http.newCall(new Request.Builder()
                        .url(server.resolve("health").build())
                        .build())
                .execute()) {
            return health.isSuccessful();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Series series(FacilityKind kind, String device, Metric metric, Span span) throws HistoryException {
        if (metric.type() == MetricType.STATE) {
            return new Series(0, List.of());
        }
        String selector = selector(kind.measurement() + '_' + metric.field(), device);
        if (count(selector, span) <= MAX_POINTS) {
            return new Series(0, readings(selector, metric, span));
        }
        // One window is cut at either end, since windows begin at whole multiples.
        long windowMs = span.lengthMs() / (MAX_POINTS - 2) + 1;
        boolean isNumber = metric.type() == MetricType.NUMBER;
        Map<Long, Double> values = windows(isNumber ? "avg_over_time" : "last_over_time", selector, span, windowMs);
        Map<Long, Double> low = isNumber ? windows("min_over_time", selector, span, windowMs) : Map.of();
        Map<Long, Double> high = isNumber ? windows("max_over_time", selector, span, windowMs) : Map.of();
        List<Series.Point> points = new ArrayList<>(values.size());
        values.forEach((t, value) -> points.add(new Series.Point(t, typed(metric, value), low.get(t), high.get(t))));
        return new Series(windowMs, points);
    }

    @Override
    public Map<String, Object> newest(FacilityKind kind, String device) throws HistoryException {
        String names = kind.metrics().stream()
                .filter(metric -> metric.type() != MetricType.STATE)
                .map(metric -> kind.measurement() + '_' + metric.field())
                .collect(Collectors.joining("|", "{__name__=~\"", "\","));
        String all = names + labels(device) + '}';
        JsonNode newest =
                ask(asked().addQueryParameter("query", "max(tlast_over_time(" + all + '[' + NEWEST_WITHIN + "]))"));
        JsonNode seconds = newest.at("/data/result/0/value/1");
        if (seconds.isMissingNode()) {
            return Map.of();
        }
        long t = millis(seconds);
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("time", t);
        for (JsonNode series : exported(all, new Span(t, t))) {
            String field = series.at("/metric/__name__")
                    .asText()
                    .substring(kind.measurement().length() + 1);
            Metric metric = Metric.ofField(field);
            if (metric != null) {
                point.put(field, typed(metric, series.at("/values/0").asDouble()));
            }
        }
        return point;
    }

    /** Without nocache the last seconds (-search.latencyOffset) would not be looked at. */
    private HttpUrl.Builder asked() {
        return server.resolve("api/v1/query").addQueryParameter("nocache", "1");
    }

    private long count(String selector, Span span) throws HistoryException {
        // A range is open at its beginning.
        JsonNode answer = ask(
                asked().addQueryParameter("query", "count_over_time(" + selector + '[' + (span.lengthMs() + 1) + "ms])")
                        .addQueryParameter("time", seconds(span.to())));
        return answer.at("/data/result/0/value/1").asLong();
    }

    private List<Series.Point> readings(String selector, Metric metric, Span span) throws HistoryException {
        Map<Long, Double> values = new TreeMap<>();
        for (JsonNode series : exported(selector, span)) {
            for (int i = 0; i < series.path("timestamps").size(); i++) {
                values.put(
                        series.path("timestamps").get(i).asLong(),
                        series.path("values").get(i).asDouble());
            }
        }
        List<Series.Point> points = new ArrayList<>(values.size());
        values.forEach((t, value) -> points.add(new Series.Point(t, typed(metric, value), null, null)));
        return points;
    }

    /** By the beginning of each window that has readings: what the function makes of them. */
    private Map<Long, Double> windows(String function, String selector, Span span, long windowMs)
            throws HistoryException {
        long first = Math.floorDiv(span.from(), windowMs) * windowMs;
        // A window reaches back from its last millisecond; without nocache times would be rounded.
        JsonNode answer = ask(server.resolve("api/v1/query_range")
                .addQueryParameter("query", function + '(' + selector + '[' + windowMs + "ms])")
                .addQueryParameter("start", seconds(first + windowMs - 1))
                .addQueryParameter("end", seconds(span.to() + windowMs - 1))
                .addQueryParameter("step", windowMs + "ms")
                .addQueryParameter("nocache", "1"));
        Map<Long, Double> windows = new TreeMap<>();
        for (JsonNode value : answer.at("/data/result/0/values")) {
            windows.put(millis(value.get(0)) - windowMs + 1, value.get(1).asDouble());
        }
        return windows;
    }

    private List<JsonNode> exported(String selector, Span span) throws HistoryException {
        HttpUrl.Builder address = server.resolve("api/v1/export")
                .addQueryParameter("match[]", selector)
                .addQueryParameter("start", seconds(span.from()))
                .addQueryParameter("end", seconds(span.to()));
        List<JsonNode> series = new ArrayList<>();
        for (String line : text(address).lines().toList()) {
            series.add(parsed(line));
        }
        return series;
    }

    private static String selector(String name, String device) {
        return name + '{' + labels(device) + '}';
    }

    private static String labels(String device) {
        return "device=" + quoted(device);
    }

    /** As JSON quotes a text; so nothing in a device's name becomes part of the query. */
    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    private static Object typed(Metric metric, double value) {
        return metric.type() == MetricType.BOOLEAN ? (Object) (value != 0) : (Object) value;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private static long millis(JsonNode seconds) {
        return new BigDecimal(seconds.asText()).movePointRight(3).longValue();
    }

    private JsonNode ask(HttpUrl.Builder address) throws HistoryException {
        return parsed(text(address));
    }

    private static JsonNode parsed(String text) throws HistoryException {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new HistoryException("the answer is no JSON", e);
        }
    }

    private String text(HttpUrl.Builder address) throws HistoryException {
        long start = System.nanoTime();
        @Nullable String text;
        try (Response response = http.newCall(
                                new Request.Builder().url(address.build()).build())
                        .execute();
                ResponseBody body = response.body()) {
            text = body == null ? "" : body.string();
            answered.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (!response.isSuccessful()) {
                throw new HistoryException("VictoriaMetrics refuses the query: " + text);
            }
            return text;
        } catch (IOException e) {
            away.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            throw new HistoryException("VictoriaMetrics does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}

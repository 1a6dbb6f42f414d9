package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.history.History;
import io.citywatch.console.history.HistoryException;
import io.citywatch.console.history.Series;
import io.citywatch.console.history.Span;
import io.citywatch.console.view.Views;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.registry.DeviceRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/devices}: finds devices and shows what they were and what they measured. */
final class DevicesApi {
    private static final Logger log = LoggerFactory.getLogger(DevicesApi.class);
    private static final int DEFAULT_DEVICES = 50;
    private static final int MAX_DEVICES = 500;
    private static final int MAX_QUERY = 256;
    private static final Duration DEFAULT_SPAN = Duration.ofDays(1);

    private final Views views;
    private final History history;
    private final Documents documents;
    private final InstantSource clock;
    private final Executor waiting;

    DevicesApi(Views views, History history, Documents documents, InstantSource clock, Executor waiting) {
        this.views = views;
        this.history = history;
        this.documents = documents;
        this.clock = clock;
        this.waiting = waiting;
    }

    HttpResponse search(ServiceRequestContext ctx, HttpRequest request) {
        String text = Objects.requireNonNullElse(ctx.queryParam("q"), "").strip();
        if (text.length() > MAX_QUERY) {
            throw Parameters.wrong("q", "at most " + MAX_QUERY + " characters are looked for");
        }
        int limit = Parameters.number(ctx, "limit", 1, MAX_DEVICES, DEFAULT_DEVICES);
        return HttpResponse.of(
                () -> {
                    ObjectNode document = Json.object();
                    ArrayNode devices = document.putArray("devices");
                    views.devices().search(text, limit).forEach(device -> devices.add(documents.device(device)));
                    document.put("known", views.devices().size());
                    return Json.response(document);
                },
                ctx.blockingTaskExecutor());
    }

    HttpResponse get(ServiceRequestContext ctx, HttpRequest request) {
        String device = device(ctx);
        FacilityKind kind = kind(device);
        return ofHistory(() -> Json.response(describe(device, kind)));
    }

    private ObjectNode describe(String device, FacilityKind kind) {
        DeviceRecord born = views.devices().get(device);
        ObjectNode document =
                born == null ? Json.object().put("device", device).put("kind", kind.code()) : documents.device(born);
        document.set("metrics", documents.metrics(kind));
        ArrayNode alarms = document.putArray("alarms");
        views.alarms().ofDevice(device).forEach(alarm -> alarms.add(documents.alarm(alarm)));
        try {
            document.set("reading", reading(history.newest(kind, device)));
        } catch (HistoryException e) {
            away(device, e);
            document.putNull("reading").put("readingMissing", "InfluxDB does not answer at the moment.");
        }
        return document;
    }

    /** A point as a reading: its time, and the metrics without the tags. */
    private static @Nullable ObjectNode reading(Map<String, Object> point) {
        if (point.get("time") instanceof Number time) {
            ObjectNode reading = Json.object().put("t", time.longValue());
            ObjectNode values = reading.putObject("values");
            point.forEach((column, value) -> {
                if (Metric.ofField(column) != null) {
                    values.set(column, Json.tree(value));
                }
            });
            return reading;
        }
        return null;
    }

    HttpResponse series(ServiceRequestContext ctx, HttpRequest request) {
        String device = device(ctx);
        FacilityKind kind = kind(device);
        Metric metric = metric(ctx, kind);
        long to = Parameters.time(ctx, "to", clock.millis());
        long from = Parameters.time(ctx, "from", Math.max(0, to - DEFAULT_SPAN.toMillis()));
        if (from >= to) {
            throw Parameters.wrong("from", "the span is to begin before it ends");
        }
        Span span = new Span(from, to);
        return ofHistory(() -> {
            try {
                return Json.response(document(device, metric, span, history.series(kind, device, metric, span)));
            } catch (HistoryException e) {
                away(device, e);
                return Problem.historyAway().response();
            }
        });
    }

    /** An answer that waits for InfluxDB, where as many wait already as may: none. */
    private HttpResponse ofHistory(Supplier<HttpResponse> answer) {
        try {
            return HttpResponse.of(answer, waiting);
        } catch (RejectedExecutionException e) {
            return Problem.historyAway().response();
        }
    }

    private static ObjectNode document(String device, Metric metric, Span span, Series series) {
        ObjectNode document = Json.object()
                .put("device", device)
                .put("metric", metric.field())
                .put("unit", metric.unit())
                .put("from", span.from())
                .put("to", span.to())
                .put("windowMs", series.windowMs());
        ArrayNode points = document.putArray("points");
        for (Series.Point point : series.points()) {
            ObjectNode node = points.addObject().put("t", point.t());
            node.set("value", Json.tree(point.value()));
            if (point.min() != null && point.max() != null) {
                node.set("min", Json.tree(point.min()));
                node.set("max", Json.tree(point.max()));
            }
        }
        return document;
    }

    private static Metric metric(ServiceRequestContext ctx, FacilityKind kind) {
        String field = ctx.queryParam("metric");
        Metric metric = field == null ? null : Metric.ofField(field);
        if (metric == null || !kind.measures(metric)) {
            String known = kind.metrics().stream().map(Metric::field).collect(Collectors.joining(", "));
            throw Parameters.wrong("metric", "one of " + known + " is expected");
        }
        return metric;
    }

    /** The device's kind, by its birth or, for a device that was never born, by an alarm of it. */
    private FacilityKind kind(String device) {
        DeviceRecord born = views.devices().get(device);
        if (born != null) {
            return born.address().kind();
        }
        List<Alarm> alarms = views.alarms().ofDevice(device);
        if (alarms.isEmpty()) {
            throw new ProblemException(Problem.notFound("There is no device " + device + "."));
        }
        return alarms.get(0).source().kind();
    }

    private static String device(ServiceRequestContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("id"));
    }

    private static void away(String device, HistoryException e) {
        log.atDebug()
                .addKeyValue("device", device)
                .addKeyValue("reason", e.getMessage())
                .log("No history");
    }
}

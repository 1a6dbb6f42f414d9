package io.citywatch.console.history;

import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.InfluxDBIOException;
import org.influxdb.dto.BoundParameterQuery.QueryBuilder;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * The history in an InfluxDB 1, 2 or 3, by InfluxQL.
 *
 * <p>Names of measurements and fields come from our own enums, times are numbers, and the device's name is a bound
 * parameter: nothing that a caller writes becomes part of a query's text.
 */
final class InfluxQlHistory implements History {
    private final InfluxDB influxdb;
    private final String database;
    private final Timer answered;
    private final Timer away;

    /** The history in that database of the server, which is reached by those clients. */
    InfluxQlHistory(HistoryServer server, MeterRegistry meters) {
        this.influxdb = InfluxDBFactory.connect(server.url(), server.client());
        this.database = server.database();
        this.answered = ConsoleMeter.HISTORY_QUERIES.timer(meters, "outcome", "ok");
        this.away = ConsoleMeter.HISTORY_QUERIES.timer(meters, "outcome", "away");
    }

    @Override
    public boolean isUp() {
        try {
            return influxdb.ping().isGood();
        } catch (InfluxDBException e) {
            return false;
        }
    }

    @Override
    public Series series(FacilityKind kind, String device, Metric metric, Span span) throws HistoryException {
        String field = '"' + metric.field() + '"';
        List<List<Object>> readings =
                rows("SELECT " + field + source(kind, span) + " LIMIT " + (MAX_POINTS + 1), device);
        if (readings.size() <= MAX_POINTS) {
            return new Series(0, points(readings));
        }
        // One window is cut at either end, since windows begin at whole multiples.
        long windowMs = span.lengthMs() / (MAX_POINTS - 2) + 1;
        for (RollUp rollUp : RollUp.of(span)) {
            long wholeMs = rollUp.window(windowMs);
            List<List<Object>> rows = rolledUp(rollUp.query(kind, metric, span, wholeMs), device);
            if (!rows.isEmpty() && time(rows.get(0)) <= time(readings.get(0))) {
                return new Series(wholeMs, points(rows));
            }
        }
        String columns = metric.type() == MetricType.NUMBER
                ? "MEAN(" + field + "), MIN(" + field + "), MAX(" + field + ")"
                : "LAST(" + field + ")";
        return new Series(
                windowMs,
                points(rows(
                        "SELECT " + columns + source(kind, span) + " GROUP BY time(" + windowMs + "ms) fill(none)",
                        device)));
    }

    @Override
    public Map<String, Object> newest(FacilityKind kind, String device) throws HistoryException {
        QueryResult.@Nullable Series series = ask(
                "SELECT * FROM \"" + kind.measurement() + "\" WHERE \"device\" = $device ORDER BY time DESC LIMIT 1",
                device);
        Map<String, Object> newest = new LinkedHashMap<>();
        if (series != null) {
            List<String> columns = series.getColumns();
            List<Object> row = series.getValues().get(0);
            for (int i = 0; i < columns.size(); i++) {
                Object value = row.get(i);
                if (value != null) {
                    newest.put(columns.get(i), value);
                }
            }
        }
        return newest;
    }

    /** No rows where the server knows no roll-ups. */
    private List<List<Object>> rolledUp(String text, String device) {
        try {
            return rows(text, device);
        } catch (HistoryException e) {
            return List.of();
        }
    }

    private static long time(List<Object> row) {
        return ((Number) row.get(0)).longValue();
    }

    private static String source(FacilityKind kind, Span span) {
        return " FROM \"" + kind.measurement() + "\" WHERE \"device\" = $device AND time >= " + span.from()
                + "ms AND time <= " + span.to() + "ms";
    }

    private static List<Series.Point> points(List<List<Object>> rows) {
        List<Series.Point> points = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            boolean window = row.size() == 4;
            points.add(new Series.Point(time(row), row.get(1), window ? row.get(2) : null, window ? row.get(3) : null));
        }
        return points;
    }

    private List<List<Object>> rows(String text, String device) throws HistoryException {
        QueryResult.@Nullable Series series = ask(text, device);
        return series == null ? List.of() : series.getValues();
    }

    /** The answer's only series, or null when there is nothing. */
    private QueryResult.@Nullable Series ask(String text, String device) throws HistoryException {
        Query query = QueryBuilder.newQuery(text)
                .forDatabase(database)
                .bind("device", device)
                .create();
        long start = System.nanoTime();
        try {
            QueryResult result = influxdb.query(query, TimeUnit.MILLISECONDS);
            answered.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return only(result);
        } catch (InfluxDBIOException e) {
            away.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            throw new HistoryException("InfluxDB does not answer: " + e.getMessage(), e);
        } catch (InfluxDBException e) {
            throw new HistoryException("InfluxDB refuses the query: " + e.getMessage(), e);
        }
    }

    private static QueryResult.@Nullable Series only(QueryResult result) throws HistoryException {
        if (result.hasError()) {
            throw new HistoryException("InfluxDB refuses the query: " + result.getError());
        }
        for (QueryResult.Result part : result.getResults()) {
            if (part.hasError()) {
                throw new HistoryException("InfluxDB refuses the query: " + part.getError());
            }
            if (part.getSeries() != null && !part.getSeries().isEmpty()) {
                return part.getSeries().get(0);
            }
        }
        return null;
    }

    @Override
    public void close() {
        influxdb.close();
    }
}

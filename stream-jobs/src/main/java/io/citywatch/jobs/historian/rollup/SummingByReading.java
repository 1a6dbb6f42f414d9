package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxStatements;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.PointStore;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.List;
import org.influxdb.dto.QueryResult;

/**
 * InfluxDB 2 and 3: they answer the same query and have no {@code INTO}, so that the sums, not the readings, come here and are
 * written back.
 */
final class SummingByReading implements Summing {
    /** An answer is held in memory: some hundred characters for each device and span. */
    private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();

    /** So many sums go into one request. */
    private static final int MOST_POINTS = 5_000;

    private static final String COUNTS = "count_";

    private final InfluxStatements influx;
    private final Target target;
    private final LineBuffer lines = new LineBuffer();

    /** What takes the sums. */
    interface Target extends AutoCloseable {
        /** Makes what is missing. */
        void setUp() throws StoreException;

        /** Where roll-ups of that width are written. */
        PointStore store(RollUpWidth width);

        @Override
        void close();
    }

    SummingByReading(InfluxOptions influx, Target target) {
        this.influx = new InfluxStatements(influx);
        this.target = target;
    }

    @Override
    public void setUp() throws StoreException {
        target.setUp();
    }

    @Override
    public long longestMillis() {
        return LONGEST_MILLIS;
    }

    @Override
    public long devices(FacilityKind kind, long from, long end) throws StoreException {
        return deviceNames(kind, from, end).size();
    }

    /** Without times InfluxDB 3 names those of the last day. */
    @Override
    public List<String> deviceNames(FacilityKind kind, long from, long end) throws StoreException {
        return influx.texts("SHOW TAG VALUES FROM \"" + kind.measurement() + "\" WITH KEY = \"device\" WHERE "
                + SumStatement.during(from, end));
    }

    @Override
    public void sumUp(RollUpSpan first, long end, List<String> devices) throws StoreException {
        PointStore store = target.store(first.width());
        for (QueryResult.Series series : influx.series(SumStatement.SUMS + " FROM \""
                + first.kind().measurement() + '"' + SumStatement.selection(first, end, devices))) {
            for (List<Object> row : series.getValues()) {
                write(SumStatement.measurement(first), series, row);
                if (lines.points() >= MOST_POINTS) {
                    store.write(lines.take());
                }
            }
        }
        if (!lines.isEmpty()) {
            store.write(lines.take());
        }
    }

    private void write(String measurement, QueryResult.Series series, List<Object> row) {
        lines.point(measurement);
        series.getTags().forEach((key, value) -> {
            if (!value.isEmpty()) {
                lines.tag(key, value);
            }
        });
        List<String> columns = series.getColumns();
        long t = 0;
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            Object value = row.get(i);
            if (column.equals("time")) {
                t = ((Number) value).longValue();
            } else if (value instanceof Number number) {
                if (column.startsWith(COUNTS)) {
                    lines.count(column, number.longValue());
                } else {
                    lines.field(column, number.doubleValue());
                }
            } else if (value instanceof Boolean flag) {
                lines.field(column, flag.booleanValue());
            } else if (value instanceof String text) {
                lines.field(column, text);
            }
        }
        lines.end(t);
    }

    @Override
    public void close() {
        influx.close();
        target.close();
    }
}

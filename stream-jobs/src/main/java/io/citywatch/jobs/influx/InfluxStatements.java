package io.citywatch.jobs.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Statements of InfluxQL: those that read, which InfluxDB 1, 2 and 3 know, and those that change something, which only InfluxDB 1
 * does. A call waits until the server is done. Thread-safe.
 */
public final class InfluxStatements implements AutoCloseable {
    /** A statement that changes something has to be posted. */
    private static final boolean CHANGES = true;

    private final InfluxOptions options;
    private @Nullable InfluxDB client;

    public InfluxStatements(InfluxOptions options) {
        this.options = options;
    }

    /** Runs a statement that changes something. */
    public void run(String statement) throws StoreException {
        try {
            run(client(), statement);
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    /** The first number of the answer, or 0 where there is none. */
    public long number(String statement) throws StoreException {
        for (QueryResult.Series series : series(statement)) {
            return ((Number) series.getValues().get(0).get(0)).longValue();
        }
        return 0;
    }

    /** The texts in the answer's column {@code value}. */
    public List<String> texts(String statement) throws StoreException {
        List<String> texts = new ArrayList<>();
        for (QueryResult.Series series : series(statement)) {
            int column = series.getColumns().indexOf("value");
            series.getValues().forEach(row -> texts.add((String) row.get(column)));
        }
        return texts;
    }

    /** All that a query answers, with times in milliseconds since 1970 UTC. */
    public List<QueryResult.Series> series(String statement) throws StoreException {
        List<QueryResult.Series> series = new ArrayList<>();
        try {
            QueryResult answer =
                    checked(client().query(new Query(statement, options.database()), TimeUnit.MILLISECONDS));
            for (QueryResult.Result part : answer.getResults()) {
                if (part.getSeries() != null) {
                    series.addAll(part.getSeries());
                }
            }
            return series;
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    static void run(InfluxDB client, String statement) throws StoreException {
        var unused = checked(client.query(new Query(statement, null, CHANGES)));
    }

    /** An error beside status 200 is the statement's: who may not ask is told so by the status. */
    private static QueryResult checked(QueryResult result) throws StoreException {
        if (result.hasError()) {
            throw new StoreException(WriteOutcome.REFUSED, result.getError());
        }
        if (result.getResults() == null) {
            throw new StoreException(WriteOutcome.UNEXPECTED, "answers without results");
        }
        for (QueryResult.Result part : result.getResults()) {
            if (part.hasError()) {
                throw new StoreException(WriteOutcome.REFUSED, part.getError());
            }
        }
        return result;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private synchronized InfluxDB client() {
        if (client == null) {
            client = InfluxV1Store.connect(options, HttpClients.patient(options));
        }
        return client;
    }
}

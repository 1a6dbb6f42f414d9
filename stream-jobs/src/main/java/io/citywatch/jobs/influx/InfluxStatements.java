package io.citywatch.jobs.influx;

import java.util.ArrayList;
import java.util.List;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Statements of InfluxQL that change something, which InfluxDB 1 knows and no other server. A call waits until the server is done.
 * Thread-safe.
 */
public final class InfluxStatements implements AutoCloseable {
    /** A statement that changes something has to be posted. */
    private static final boolean CHANGES = true;

    private final InfluxOptions options;
    private @Nullable InfluxDB client;

    public InfluxStatements(InfluxOptions options) {
        this.options = options;
    }

    /** Whether the server knows them. */
    public boolean areSpoken() throws StoreException {
        return InfluxStore.apiOf(options) == InfluxOptions.Api.V1;
    }

    /** Runs a statement. */
    public void run(String statement) throws StoreException {
        try {
            run(client(), statement);
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    /** The first number of the answer, or 0 where there is none. */
    public long number(String statement) throws StoreException {
        try {
            for (QueryResult.Result part : answer(client(), statement).getResults()) {
                if (part.getSeries() != null && !part.getSeries().isEmpty()) {
                    return ((Number) part.getSeries().get(0).getValues().get(0).get(0)).longValue();
                }
            }
            return 0;
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    /** The texts in the answer's column {@code value}. */
    public List<String> texts(String statement) throws StoreException {
        List<String> texts = new ArrayList<>();
        try {
            for (QueryResult.Result part : answer(client(), statement).getResults()) {
                if (part.getSeries() != null) {
                    for (QueryResult.Series series : part.getSeries()) {
                        int column = series.getColumns().indexOf("value");
                        series.getValues().forEach(row -> texts.add((String) row.get(column)));
                    }
                }
            }
            return texts;
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    static void run(InfluxDB client, String statement) throws StoreException {
        var unused = answer(client, statement);
    }

    private static QueryResult answer(InfluxDB client, String statement) throws StoreException {
        QueryResult result = client.query(new Query(statement, null, CHANGES));
        if (result.hasError()) {
            throw new StoreException(WriteOutcome.NOT_ALLOWED, result.getError());
        }
        for (QueryResult.Result part : result.getResults()) {
            if (part.hasError()) {
                throw new StoreException(WriteOutcome.NOT_ALLOWED, part.getError());
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

package io.citywatch.jobs.influx;

import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDB.ConsistencyLevel;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB 1.x by its official client, each call blocking until the server has answered.
 *
 * <p>The client looks the host's name up when it is made, which fails while there is no name service; so it is made with
 * the first call that succeeds in that.
 */
public final class InfluxV1Store implements PointStore {
    /** The retention policy that a new database has; an empty name means the default one. */
    private static final String DEFAULT_RETENTION_POLICY = "";

    /** A statement that changes something has to be posted. */
    private static final boolean CHANGES = true;

    private final InfluxOptions options;
    private @Nullable InfluxDB client;

    public InfluxV1Store(InfluxOptions options) {
        this.options = options;
    }

    @Override
    public void write(String lines) throws StoreException {
        try {
            client().write(
                            options.database(),
                            DEFAULT_RETENTION_POLICY,
                            ConsistencyLevel.ONE,
                            TimeUnit.MILLISECONDS,
                            lines);
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    @Override
    public void createDatabase() throws StoreException {
        try {
            QueryResult result = client().query(
                            new Query("CREATE DATABASE \"" + options.database() + '"', options.database(), CHANGES));
            if (result.hasError()) {
                throw new StoreException(WriteOutcome.NOT_ALLOWED, result.getError());
            }
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private synchronized InfluxDB client() {
        if (client == null) {
            OkHttpClient.Builder http = HttpClients.of(options);
            InfluxOptions.Account account = options.account();
            client = account == null
                    ? InfluxDBFactory.connect(options.url(), http)
                    : InfluxDBFactory.connect(options.url(), account.user(), account.password(), http);
            if (options.isCompressed()) {
                client.enableGzip();
            }
        }
        return client;
    }
}

package io.citywatch.jobs.influx;

import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDB.ConsistencyLevel;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
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

    private final InfluxOptions options;
    private final String retentionPolicy;
    private @Nullable InfluxDB client;

    /** The database's default retention policy. */
    public InfluxV1Store(InfluxOptions options) {
        this(options, DEFAULT_RETENTION_POLICY);
    }

    /** A retention policy of that name, which counts as a failure of the server as long as it is not there. */
    InfluxV1Store(InfluxOptions options, String retentionPolicy) {
        this.options = options;
        this.retentionPolicy = retentionPolicy;
    }

    @Override
    public void write(String lines) throws StoreException {
        try {
            client().write(options.database(), retentionPolicy, ConsistencyLevel.ONE, TimeUnit.NANOSECONDS, lines);
        } catch (InfluxDBException e) {
            throw ServerAnswers.classified(e);
        }
    }

    @Override
    public void createDatabase() throws StoreException {
        try {
            InfluxStatements.run(client(), "CREATE DATABASE \"" + options.database() + '"');
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

    static InfluxDB connect(InfluxOptions options, OkHttpClient.Builder http) {
        InfluxOptions.Account account = options.account();
        return account == null
                ? InfluxDBFactory.connect(options.url(), HttpClients.withToken(options, http))
                : InfluxDBFactory.connect(options.url(), account.user(), account.password(), http);
    }

    private synchronized InfluxDB client() {
        if (client == null) {
            client = connect(options, HttpClients.of(options));
            if (options.isCompressed()) {
                client.enableGzip();
            }
        }
        return client;
    }
}

package io.citywatch.jobs.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB 2 and 3, and what speaks their API, by the official client, each call blocking until the server has answered.
 *
 * <p>The client's own asynchronous {@code WriteApi} discards points under back-pressure (its issue 846), and is not used.
 */
public final class InfluxV2Store implements PointStore {
    private final InfluxOptions options;
    private final InfluxServer server;
    private final Bucket bucket;
    private @Nullable Connection connection;

    /** The bucket with the readings. */
    public InfluxV2Store(InfluxOptions options) {
        this(options, new InfluxServer(options));
    }

    InfluxV2Store(InfluxOptions options, InfluxServer server) {
        this(options, server, Bucket.ofReadings(options));
    }

    InfluxV2Store(InfluxOptions options, InfluxServer server, Bucket bucket) {
        this.options = options;
        this.server = server;
        this.bucket = bucket;
    }

    @Override
    public void write(String lines) throws StoreException {
        try {
            connection().writer.writeRecord(bucket.name(), options.org(), WritePrecision.NS, lines);
        } catch (InfluxException e) {
            throw ServerAnswers.classified(e);
        }
    }

    /** Creates the bucket; in InfluxDB 2 the organization has to be there. */
    @Override
    public void createDatabase() throws StoreException {
        new Buckets(options, server, connection().client).create(bucket);
    }

    /** Lets InfluxQL take this bucket for the database's readings. */
    void mapForQueries() throws StoreException {
        new Buckets(options, server, connection().client).map(bucket);
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.client.close();
        }
    }

    private synchronized Connection connection() {
        if (connection == null) {
            InfluxDBClientOptions.Builder client = InfluxDBClientOptions.builder()
                    .url(options.url())
                    .org(options.org())
                    .bucket(bucket.name())
                    .okHttpClient(HttpClients.of(options));
            InfluxOptions.Token token = options.token();
            if (token != null) {
                client.authenticateToken(token.secret().toCharArray());
            }
            connection = Connection.of(InfluxDBClientFactory.create(client.build()), options.isCompressed());
        }
        return connection;
    }

    private record Connection(InfluxDBClient client, WriteApiBlocking writer) {
        static Connection of(InfluxDBClient client, boolean compressed) {
            if (compressed) {
                client.enableGzip();
            }
            return new Connection(client, client.getWriteApiBlocking());
        }
    }
}

package io.citywatch.jobs.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.Organization;
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
    private @Nullable Connection connection;

    public InfluxV2Store(InfluxOptions options) {
        this.options = options;
    }

    @Override
    public void write(String lines) throws StoreException {
        try {
            connection().writer.writeRecord(options.database(), options.org(), WritePrecision.MS, lines);
        } catch (InfluxException e) {
            throw ServerAnswers.classified(e);
        }
    }

    /** Creates the bucket in the organization, which has to be there. */
    @Override
    public void createDatabase() throws StoreException {
        try {
            InfluxDBClient client = connection().client;
            for (Organization each : client.getOrganizationsApi().findOrganizations()) {
                if (each.getName().equals(options.org())) {
                    client.getBucketsApi().createBucket(options.database(), each);
                    return;
                }
            }
            throw new StoreException(
                    WriteOutcome.NOT_ALLOWED, "organization '" + options.org() + "' is not to be seen");
        } catch (InfluxException e) {
            throw ServerAnswers.classified(e);
        }
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
                    .bucket(options.database())
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

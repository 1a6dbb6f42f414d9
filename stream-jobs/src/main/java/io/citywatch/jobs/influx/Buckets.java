package io.citywatch.jobs.influx;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.DBRPCreate;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.service.DbrPsService;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes buckets, with their retention. One that is there is left as it is.
 *
 * <p>Sources: InfluxDB 2.7, "InfluxDB v2 API" ({@code /api/v2/buckets}, {@code /api/v2/dbrps}); InfluxDB 3 Core, "Create a
 * database" ({@code /api/v3/configure/database}).
 */
final class Buckets {
    private static final Logger LOG = LoggerFactory.getLogger(Buckets.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");

    /** What InfluxQL calls the policy of a bucket whose name has no slash. */
    private static final String READINGS_POLICY = "autogen";

    private final InfluxOptions options;
    private final InfluxServer server;
    private final InfluxDBClient client;

    Buckets(InfluxOptions options, InfluxServer server, InfluxDBClient client) {
        this.options = options;
        this.server = server;
        this.client = client;
    }

    /** Makes the bucket if it is missing. */
    void create(Bucket bucket) throws StoreException {
        try {
            if (server.kind() == ServerKind.INFLUXDB_3) {
                createDatabase(bucket);
            } else {
                createBucket(bucket);
            }
            LOG.atInfo().addKeyValue("bucket", bucket.name()).log("created a bucket");
        } catch (InfluxException | IOException e) {
            StoreException failure = ServerAnswers.classified(e);
            if (!failure.words().contains("already exists")) {
                throw failure;
            }
        }
    }

    /**
     * Lets InfluxQL find the readings where a query names no retention policy. InfluxDB 2 gives a database whichever policy it
     * comes upon first, which may be a roll-up's.
     */
    void map(Bucket readings) throws StoreException {
        try {
            DbrPsService mappings = client.getService(DbrPsService.class);
            var known = mappings.getDBRPs(null, null, options.org(), null, null, true, options.database(), null)
                    .execute()
                    .body();
            com.influxdb.client.domain.Bucket bucket = client.getBucketsApi().findBucketByName(readings.name());
            if (bucket == null
                    || (known != null
                            && known.getContent().stream()
                                    .anyMatch(each -> each.getBucketID().equals(bucket.getId())))) {
                return;
            }
            var unused = mappings.postDBRP(
                            new DBRPCreate()
                                    .org(options.org())
                                    .bucketID(bucket.getId())
                                    .database(options.database())
                                    .retentionPolicy(READINGS_POLICY)
                                    ._default(true),
                            null)
                    .execute();
        } catch (InfluxException | IOException e) {
            throw ServerAnswers.classified(e);
        }
    }

    private void createBucket(Bucket bucket) throws StoreException {
        for (Organization each : client.getOrganizationsApi().findOrganizations()) {
            if (each.getName().equals(options.org())) {
                if (bucket.kept() == null) {
                    client.getBucketsApi().createBucket(bucket.name(), each);
                } else {
                    BucketRetentionRules rules = new BucketRetentionRules();
                    rules.setEverySeconds(
                            (int) Math.min(Integer.MAX_VALUE, bucket.kept().toSeconds()));
                    client.getBucketsApi().createBucket(bucket.name(), rules, each);
                }
                return;
            }
        }
        throw new StoreException(WriteOutcome.NOT_ALLOWED, "organization '" + options.org() + "' is not to be seen");
    }

    private void createDatabase(Bucket bucket) throws IOException {
        var database = JSON.createObjectNode().put("db", bucket.name());
        if (bucket.kept() != null) {
            database.put("retention_period", bucket.kept().toDays() + "d");
        }
        OkHttpClient http =
                HttpClients.withToken(options, HttpClients.of(options)).build();
        try {
            Request request = new Request.Builder()
                    .url(HttpClients.resolved(options.url(), "api/v3/configure/database"))
                    .post(RequestBody.create(database.toString(), JSON_TYPE))
                    .build();
            http.newCall(request).execute().close();
        } finally {
            HttpClients.close(http);
        }
    }
}

package io.citywatch.jobs.influx;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where roll-ups are written: a retention policy of InfluxDB 1, or the bucket of InfluxDB 2 and the database of InfluxDB 3 that
 * stand for one. Another server keeps none, since what comes late could not be corrected there: what is written here is
 * dropped.
 *
 * <p>So it is where the token is good for the readings only, as long as it is: roll-ups follow from readings, and do not hold
 * these up.
 */
public final class RollUpStore implements PointStore {
    private static final Logger LOG = LoggerFactory.getLogger(RollUpStore.class);

    private final InfluxOptions options;
    private final String policy;
    private final Duration kept;
    private final InfluxServer server;
    private @Nullable PointStore store;
    private volatile boolean hasWritten;
    private volatile boolean leavesOut;

    /**
     * The store of a retention policy.
     *
     * @param kept how long its points are kept, where it is new
     */
    public RollUpStore(InfluxOptions options, String policy, Duration kept) {
        this(options, new InfluxServer(options), policy, kept);
    }

    /** The same of a server that others ask too. */
    public RollUpStore(InfluxOptions options, InfluxServer server, String policy, Duration kept) {
        this.options = options;
        this.server = server;
        this.policy = policy;
        this.kept = kept;
    }

    @Override
    public void write(String lines) throws StoreException {
        PointStore found = store();
        if (found instanceof InfluxV2Store bucket) {
            write(bucket, lines);
        } else if (found != null) {
            found.write(lines);
        }
    }

    private void write(InfluxV2Store bucket, String lines) throws StoreException {
        try {
            try {
                bucket.write(lines);
            } catch (StoreException e) {
                if (e.outcome() != WriteOutcome.NO_DATABASE) {
                    throw e;
                }
                bucket.createDatabase();
                bucket.write(lines);
            }
            hasWritten = true;
        } catch (StoreException e) {
            if (hasWritten || e.outcome() != WriteOutcome.NOT_ALLOWED) {
                throw e;
            }
            leaveOut(e);
        }
    }

    private void leaveOut(StoreException why) {
        if (!leavesOut) {
            leavesOut = true;
            LOG.atWarn()
                    .addKeyValue("bucket", options.database() + '/' + policy)
                    .addKeyValue("keptDays", kept.toDays())
                    .addKeyValue("reason", why.words())
                    .log(
                            "the token may neither write to this bucket nor create it; its roll-ups are left out until it may");
        }
    }

    /** Creates the bucket; in InfluxDB 1 the database, of which the policy is made elsewhere. */
    @Override
    public void createDatabase() throws StoreException {
        PointStore found = store();
        if (found != null) {
            found.createDatabase();
        }
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }

    private synchronized @Nullable PointStore store() throws StoreException {
        if (store == null) {
            store = open();
        }
        return store;
    }

    private @Nullable PointStore open() throws StoreException {
        ServerKind kind = server.kind();
        if (kind == ServerKind.OTHER) {
            return null;
        }
        if (server.api() == InfluxOptions.Api.V1) {
            return new InfluxV1Store(options, policy);
        }
        InfluxV2Store bucket = new InfluxV2Store(options, server, Bucket.ofPolicy(options, policy, kept));
        if (kind == ServerKind.INFLUXDB_3) {
            create(bucket);
        }
        return bucket;
    }

    /** Before the first write, which would create it without an end. */
    private static void create(InfluxV2Store bucket) throws StoreException {
        try {
            bucket.createDatabase();
        } catch (StoreException e) {
            if (e.outcome() != WriteOutcome.NOT_ALLOWED) {
                bucket.close();
                throw e;
            }
        }
    }
}

package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxServer;
import io.citywatch.jobs.influx.PointStore;
import io.citywatch.jobs.influx.ReadingsBucket;
import io.citywatch.jobs.influx.RollUpStore;
import io.citywatch.jobs.influx.ServerKind;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.jobs.influx.WriteOutcome;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The buckets of InfluxDB 2, or databases of InfluxDB 3, that keep roll-ups. */
final class RollUpBuckets implements SummingByReading.Target {
    private static final Logger LOG = LoggerFactory.getLogger(RollUpBuckets.class);

    private final InfluxOptions influx;
    private final ServerKind kind;
    private final Map<RollUpWidth, RollUpStore> stores = new EnumMap<>(RollUpWidth.class);

    RollUpBuckets(InfluxOptions influx, InfluxServer server, RollUpOptions options, ServerKind kind) {
        this.influx = influx;
        this.kind = kind;
        for (RollUpWidth width : RollUpWidth.values()) {
            stores.put(width, new RollUpStore(influx, server, width.policy(), options.kept(width)));
        }
    }

    /** The bucket with the readings comes first: InfluxDB 2 takes the first one of a database for its default. */
    @Override
    public void setUp() throws StoreException {
        ifAllowed("be created", () -> ReadingsBucket.create(influx));
        for (RollUpStore store : stores.values()) {
            ifAllowed("have one for roll-ups created beside it", store::createDatabase);
        }
        if (kind == ServerKind.INFLUXDB_2) {
            ifAllowed("be mapped for InfluxQL as its database's default", () -> ReadingsBucket.mapForQueries(influx));
        }
    }

    /** What the token may not do somebody has done already, or can do by hand. */
    private void ifAllowed(String what, Step step) throws StoreException {
        try {
            step.run();
        } catch (StoreException e) {
            if (e.outcome() != WriteOutcome.NOT_ALLOWED) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("bucket", influx.database())
                    .addKeyValue("reason", e.words())
                    .log("with this token the bucket can't " + what + "; do so by hand");
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws StoreException;
    }

    @Override
    public PointStore store(RollUpWidth width) {
        RollUpStore store = stores.get(width);
        if (store == null) {
            throw new IllegalStateException("no bucket for " + width);
        }
        return store;
    }

    @Override
    public void close() {
        stores.values().forEach(RollUpStore::close);
    }
}

package io.citywatch.jobs.influx;

import org.jspecify.annotations.Nullable;

/**
 * Where roll-ups are written: a retention policy of InfluxDB 1. Other servers keep none, and what is written to them here is
 * dropped.
 */
public final class RollUpStore implements PointStore {
    private final InfluxOptions options;
    private final String retentionPolicy;
    private @Nullable PointStore store;
    private boolean isElsewhere;

    public RollUpStore(InfluxOptions options, String retentionPolicy) {
        this.options = options;
        this.retentionPolicy = retentionPolicy;
    }

    @Override
    public void write(String lines) throws StoreException {
        PointStore found = store();
        if (found != null) {
            found.write(lines);
        }
    }

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
        if (store == null && !isElsewhere) {
            isElsewhere = InfluxStore.apiOf(options) != InfluxOptions.Api.V1;
            store = isElsewhere ? null : new InfluxV1Store(options, retentionPolicy);
        }
        return store;
    }
}

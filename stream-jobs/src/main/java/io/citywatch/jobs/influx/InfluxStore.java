package io.citywatch.jobs.influx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store by the API that {@link InfluxServer} finds with the first call that the server answers. */
public final class InfluxStore implements PointStore {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxStore.class);

    private final InfluxOptions options;
    private @Nullable PointStore store;

    public InfluxStore(InfluxOptions options) {
        this.options = options;
    }

    @Override
    public void write(String lines) throws StoreException {
        store().write(lines);
    }

    @Override
    public void createDatabase() throws StoreException {
        store().createDatabase();
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }

    private synchronized PointStore store() throws StoreException {
        if (store == null) {
            InfluxOptions.Api api = InfluxServer.apiOf(options);
            store = api == InfluxOptions.Api.V1 ? new InfluxV1Store(options) : new InfluxV2Store(options);
            LOG.atInfo().addKeyValue("api", api.text()).log("history is written");
        }
        return store;
    }
}

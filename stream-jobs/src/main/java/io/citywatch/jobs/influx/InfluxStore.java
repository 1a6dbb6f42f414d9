package io.citywatch.jobs.influx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store by the API that {@link InfluxServer} finds. */
public final class InfluxStore implements PointStore {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxStore.class);

    private final InfluxOptions options;
    private final InfluxServer server;
    private InfluxOptions.@Nullable Api api;
    private @Nullable PointStore store;

    public InfluxStore(InfluxOptions options) {
        this.options = options;
        server = new InfluxServer(options);
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
        InfluxOptions.Api found = server.api();
        PointStore open = store;
        if (open == null || found != api) {
            close();
            open = found == InfluxOptions.Api.V1 ? new InfluxV1Store(options) : new InfluxV2Store(options, server);
            store = open;
            api = found;
            LOG.atInfo().addKeyValue("api", found.text()).log("history is written");
        }
        return open;
    }
}

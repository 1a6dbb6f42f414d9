package io.citywatch.jobs.influx;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Writes points without a job, with the sink's patience: a call returns when all are in the store or refused. */
public final class DirectWriter implements AutoCloseable {
    private final PointStore store;
    private final RefusedPoints refused;
    private final InfluxCounters counters = new InfluxCounters(new UnregisteredMetricsGroup());
    private final Delivery delivery;

    public DirectWriter(PointStore store, RefusedPoints refused) {
        this.store = store;
        this.refused = refused;
        delivery = new Delivery(store, refused, Backoff.usual(), counters, TimeUnit.MILLISECONDS::sleep);
    }

    public void write(List<Points> batch) throws InterruptedException {
        delivery.deliver(batch);
    }

    /** How many points the store has taken. */
    public long pointsWritten() {
        return counters.count(InfluxMeter.POINTS_WRITTEN);
    }

    /** Of how many messages the store has refused points. */
    public long messagesRefused() {
        return counters.count(InfluxMeter.MESSAGES_REFUSED);
    }

    @Override
    public void close() {
        store.close();
        refused.close();
    }
}

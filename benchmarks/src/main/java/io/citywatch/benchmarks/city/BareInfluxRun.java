package io.citywatch.benchmarks.city;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxV1Store;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.PointStore;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.facility.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an influxd of its own, set up as the platform's, takes from a client that does nothing but write: the readings of
 * {@link CityReadings} as the points that the historian makes of them, in the historian's batches. The limit of every platform that stores there.
 */
final class BareInfluxRun {
    private final String[][] devices;
    private final AtomicLong next = new AtomicLong();

    BareInfluxRun(int connections, int devices) {
        this.devices = CityReadings.devices(connections, devices);
    }

    /**
     * Gives the points written a second.
     *
     * @param warmUpPoints how many are written before that is measured: the server merges what it has, so that a point costs it more
     *     the more it holds
     * @param points how many are written while it is
     */
    double run(Path folder, long warmUpPoints, long points)
            throws InterruptedException, ExecutionException, StoreException {
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.ofHistory(folder));
                PointStore store =
                        new InfluxV1Store(InfluxOptions.of(influxd.url().toString()))) {
            store.createDatabase();
            write(store, warmUpPoints);
            long start = System.nanoTime();
            long written = write(store, points);
            return written / ((System.nanoTime() - start) / 1e9);
        }
    }

    private long write(PointStore store, long points) throws InterruptedException, ExecutionException {
        InfluxOptions.Batching batching = InfluxOptions.Batching.DEFAULT;
        long end = next.get() + points;
        ExecutorService threads = Executors.newFixedThreadPool(batching.inFlight());
        try {
            List<Future<Long>> written = new ArrayList<>();
            for (int i = 0; i < batching.inFlight(); i++) {
                written.add(threads.submit(() -> writeUntil(end, store, batching.messages())));
            }
            long sum = 0;
            for (Future<Long> each : written) {
                sum += each.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    private long writeUntil(long end, PointStore store, int batch) throws StoreException {
        LineBuffer lines = new LineBuffer();
        long written = 0;
        for (long first = next.getAndAdd(batch); first < end; first = next.getAndAdd(batch)) {
            long now = System.currentTimeMillis();
            for (long n = first; n < first + batch; n++) {
                String[] ofConnection = devices[(int) (n % devices.length)];
                lines.point("gas")
                        .name("device", ofConnection[(int) (n / devices.length % ofConnection.length)])
                        .name("district", CityReadings.DISTRICT)
                        .field(Metric.BATTERY_PCT.field(), CityReadings.BATTERY_PCT)
                        .field(Metric.RSSI_DBM.field(), CityReadings.RSSI_DBM)
                        .field(Metric.GAS_LEL.field(), CityReadings.GAS_LEL)
                        .end(now);
            }
            store.write(lines.take());
            written += batch;
        }
        return written;
    }
}

package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/** Publishes at full speed for a time, then waits until InfluxDB has every reading that was acknowledged. */
final class ThroughputRun {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    /** A platform that has stored nothing new for so long has lost readings. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoadTarget target;
    private final CityReadings readings;
    private final StoredReadings stored;
    private final PrintWriter out;

    ThroughputRun(LoadTarget target, CityReadings readings, StoredReadings stored, PrintWriter out) {
        this.target = target;
        this.readings = readings;
        this.stored = stored;
        this.out = out;
    }

    void run(Duration duration) throws IOException, InterruptedException {
        try (LoadGenerator load = LoadGenerator.connect(target, readings)) {
            out.printf("throughput: warming up for %d s%n", WARM_UP.toSeconds());
            load.publishAtFullSpeed();
            pause(WARM_UP);
            long acknowledgedBefore = drain(load);

            long start = System.nanoTime();
            load.publishAtFullSpeed();
            for (Duration done = Duration.ZERO; done.compareTo(duration) < 0; done = done.plus(PROGRESS)) {
                Duration step = done.plus(PROGRESS).compareTo(duration) > 0 ? duration.minus(done) : PROGRESS;
                pause(step);
                out.printf(
                        "throughput: %3d s, %,d acknowledged%n",
                        done.plus(step).toSeconds(), load.acknowledged() - acknowledgedBefore);
            }
            double publishSeconds = (System.nanoTime() - start) / 1e9;
            long readingsPublished = drain(load) - acknowledgedBefore;
            double storedSeconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "throughput: %,d readings acknowledged in %.1f s (%,.0f a second), in InfluxDB after %.1f s:%n",
                    readingsPublished, publishSeconds, readingsPublished / publishSeconds, storedSeconds);
            out.printf(
                    "throughput: %,.0f readings a second from PUBLISH to InfluxDB%n",
                    readingsPublished / storedSeconds);
        }
    }

    /** Stops publishing and waits until all that was acknowledged is stored; gives how many that are. */
    private long drain(LoadGenerator load) throws IOException, InterruptedException {
        load.pause();
        long last = -1;
        long changed = System.nanoTime();
        while (true) {
            long inDatabase = stored.count();
            if (load.acknowledged() == load.published() && inDatabase >= load.acknowledged()) {
                return load.acknowledged();
            }
            if (inDatabase != last) {
                last = inDatabase;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > PATIENCE.toNanos()) {
                throw new IllegalStateException("published " + load.published() + ", acknowledged "
                        + load.acknowledged() + ", but only " + inDatabase + " are stored");
            }
            pause(POLL);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}

package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/** Publishes for a time, then waits until InfluxDB has every reading that was acknowledged. */
final class ThroughputRun {
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
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

    /**
     * Publishes, and gives how many readings were stored in what time.
     *
     * @param warmUp how long it is done before anything is measured
     * @param offer what is published
     */
    Throughput run(Duration warmUp, Duration duration, Offer offer) throws IOException, InterruptedException {
        try (LoadGenerator load = LoadGenerator.connect(target, readings)) {
            out.printf("throughput: warming up for %d s%n", warmUp.toSeconds());
            publish(load, warmUp, offer);
            drain(load);
            long acknowledgedBefore = load.acknowledged();
            long storedBefore = stored.pointsWritten();

            long start = System.nanoTime();
            for (Duration done = Duration.ZERO; done.compareTo(duration) < 0; ) {
                Duration step = done.plus(PROGRESS).compareTo(duration) > 0 ? duration.minus(done) : PROGRESS;
                publish(load, step, offer);
                done = done.plus(step);
                out.printf(
                        "throughput: %3d s, %,d acknowledged, %,d points stored%n",
                        done.toSeconds(),
                        load.acknowledged() - acknowledgedBefore,
                        stored.pointsWritten() - storedBefore);
            }
            double publishSeconds = (System.nanoTime() - start) / 1e9;
            double storedSeconds = (drain(load) - start) / 1e9;
            Throughput throughput =
                    new Throughput(acknowledgedBefore, load.acknowledged() - acknowledgedBefore, storedSeconds);
            out.printf(
                    "throughput: %,d readings acknowledged in %.1f s (%,.0f a second), in InfluxDB after %.1f s:%n",
                    throughput.readings(), publishSeconds, throughput.readings() / publishSeconds, storedSeconds);
            out.printf("throughput: %,.0f readings a second from PUBLISH to InfluxDB%n", throughput.perSecond());
            return throughput;
        }
    }

    /** Publishes for a time, and waits in it whenever too much is on its way. */
    private void publish(LoadGenerator load, Duration time, Offer offer) throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean publishing = false;
        do {
            boolean tooMuch = offer.onTheWay() > 0 && load.published() - stored.pointsWritten() > offer.onTheWay();
            if (tooMuch) {
                load.pause();
            } else if (!publishing) {
                offer.publish(load);
            }
            publishing = !tooMuch;
            pause(POLL);
        } while (System.nanoTime() - start < time.toNanos());
    }

    /**
     * Stops publishing and waits until all that was acknowledged is stored; gives when that was, by {@link System#nanoTime}.
     *
     * @throws IllegalStateException when readings that were acknowledged do not arrive
     */
    private long drain(LoadGenerator load) throws IOException, InterruptedException {
        load.pause();
        long last = -1;
        long changed = System.nanoTime();
        while (true) {
            long written = stored.pointsWritten();
            long now = System.nanoTime();
            if (load.acknowledged() == load.published()
                    && written >= load.acknowledged()
                    && stored.count() >= load.acknowledged()) {
                return now;
            }
            if (written != last) {
                last = written;
                changed = now;
            } else if (now - changed > PATIENCE.toNanos()) {
                throw new IllegalStateException("published " + load.published() + ", acknowledged "
                        + load.acknowledged() + ", but only " + stored.count() + " are stored");
            }
            pause(POLL);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}

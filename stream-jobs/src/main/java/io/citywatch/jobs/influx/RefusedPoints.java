package io.citywatch.jobs.influx;

import java.io.Serializable;

/** Takes the points that the server does not. Thread-safe. */
public interface RefusedPoints extends AutoCloseable {
    /**
     * Puts them down for good before it returns.
     *
     * @param words why the server refused them
     */
    void put(Points points, String words) throws InterruptedException;

    @Override
    void close();

    /** Opens the place for refused points on the machine where the sink runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        RefusedPoints open();
    }
}

package io.citywatch.jobs.influx;

import java.io.Serializable;

/** Where points are written. Thread-safe. */
public interface PointStore extends AutoCloseable {
    /** Writes lines of line protocol with times in milliseconds, and returns when the store has them. */
    void write(String lines) throws StoreException;

    /** Creates the database if it is missing. */
    void createDatabase() throws StoreException;

    @Override
    void close();

    /** Opens a store on the machine where the sink runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        PointStore open();
    }
}

package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.StoreException;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;

/** How a server's readings are summed up. Not thread-safe. */
interface Summing extends AutoCloseable {
    /** Makes what is missing for roll-ups to be kept, with their retention. */
    void setUp() throws StoreException;

    /** How much time one statement sums up at most, in milliseconds. */
    long longestMillis();

    /** How many devices of a kind the server has to look at for that span; times in milliseconds since 1970 UTC. */
    long devices(FacilityKind kind, long from, long end) throws StoreException;

    /** Their names. */
    List<String> deviceNames(FacilityKind kind, long from, long end) throws StoreException;

    /**
     * Sums up the spans of that width from a time to another, which is excluded, and writes the sums over those that were there.
     *
     * @param devices for which devices; empty: for all
     */
    void sumUp(RollUpSpan first, long end, List<String> devices) throws StoreException;

    @Override
    void close();
}

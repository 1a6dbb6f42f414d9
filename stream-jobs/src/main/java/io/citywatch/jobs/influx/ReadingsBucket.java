package io.citywatch.jobs.influx;

/** The bucket of InfluxDB 2, or database of InfluxDB 3, with the readings. */
public final class ReadingsBucket {
    private ReadingsBucket() {}

    /** Makes it if it is missing. */
    public static void create(InfluxOptions options) throws StoreException {
        try (InfluxV2Store store = new InfluxV2Store(options)) {
            store.createDatabase();
        }
    }

    /** Lets InfluxQL take it for the readings of the database of its name, in InfluxDB 2. */
    public static void mapForQueries(InfluxOptions options) throws StoreException {
        try (InfluxV2Store store = new InfluxV2Store(options)) {
            store.mapForQueries();
        }
    }
}

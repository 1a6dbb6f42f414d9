package io.citywatch.benchmarks.city;

/**
 * How many readings came from PUBLISH to InfluxDB.
 *
 * @param warmUpReadings how many did before anything was measured
 * @param readings how many did while it was measured
 * @param seconds how long those took, until the last of them was stored
 */
record Throughput(long warmUpReadings, long readings, double seconds) {
    double perSecond() {
        return readings / seconds;
    }
}

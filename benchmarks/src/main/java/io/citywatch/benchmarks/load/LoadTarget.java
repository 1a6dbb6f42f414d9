package io.citywatch.benchmarks.load;

/**
 * Where load goes.
 *
 * @param host the server's address, on this machine
 * @param port its MQTT port
 * @param connections how many connections share the load
 * @param inFlight how many messages each connection has unacknowledged at most
 */
public record LoadTarget(String host, int port, int connections, int inFlight) {
    private static final int LARGEST_PACKET_ID = 65_535;

    public LoadTarget {
        if (connections < 1 || inFlight < 1 || inFlight > LARGEST_PACKET_ID) {
            throw new IllegalArgumentException("at least one connection and 1 to 65535 in flight are needed, not "
                    + connections + " and " + inFlight);
        }
    }
}

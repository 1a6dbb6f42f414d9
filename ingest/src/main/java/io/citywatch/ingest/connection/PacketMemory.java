package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.InFlightBytes;

/**
 * What large packets of which a part is still to come may take in memory, over all connections.
 *
 * <p>Those who have logged in share one part, and are not read while it is used up. Those who have not share another, an eighth
 * of it, and are turned away: nobody's CONNECT is large. Thread-safe.
 */
public final class PacketMemory {
    private static final int SHARE_OF_STRANGERS = 8;

    private final InFlightBytes ofClients;
    private final InFlightBytes ofStrangers;

    /** Memory of that size for those who have logged in. */
    public PacketMemory(long bytes) {
        ofClients = new InFlightBytes(bytes);
        ofStrangers = new InFlightBytes(bytes / SHARE_OF_STRANGERS);
    }

    InFlightBytes ofClients() {
        return ofClients;
    }

    InFlightBytes ofStrangers() {
        return ofStrangers;
    }
}

package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.InFlightBytes;
import java.time.Duration;

/**
 * What may be kept in memory of large packets of which a part is still to come, over all connections.
 *
 * <p>Those who have logged in share one part, and are not read while it is used up. Those who have not share another, an eighth
 * of it, and are turned away. Thread-safe.
 */
public final class PacketMemory {
    private static final int SHARE_OF_STRANGERS = 8;

    private final InFlightBytes ofClients;
    private final InFlightBytes ofStrangers;
    private final Duration patience;

    /**
     * Nothing is kept yet.
     *
     * @param bytes how much may be, of those who have logged in
     * @param patience how long a part of it may be kept for one of them
     */
    public PacketMemory(long bytes, Duration patience) {
        this.patience = patience;
        ofClients = new InFlightBytes(bytes);
        ofStrangers = new InFlightBytes(bytes / SHARE_OF_STRANGERS);
    }

    InFlightBytes ofClients() {
        return ofClients;
    }

    InFlightBytes ofStrangers() {
        return ofStrangers;
    }

    Duration patience() {
        return patience;
    }
}

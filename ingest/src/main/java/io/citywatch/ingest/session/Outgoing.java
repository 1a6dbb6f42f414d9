package io.citywatch.ingest.session;

import io.citywatch.ingest.routing.Delivery;

/** The next packet that a session sends. */
public sealed interface Outgoing {

    /**
     * A PUBLISH.
     *
     * @param delivery the message
     * @param packetId its packet identifier; of no meaning at QoS 0
     * @param duplicate whether it may have been sent before
     */
    record Message(Delivery delivery, int packetId, boolean duplicate) implements Outgoing {}

    /** A PUBREL that is sent again after a reconnect. */
    record Release(int packetId) implements Outgoing {}
}

package io.citywatch.ingest.codec;

/**
 * The memory for what one connection has sent of something large of which a part is still to come. What has come of it is kept
 * until the rest is there, and who sends it decides how long that takes. Used on the connection's event loop.
 */
public interface PacketRoom {
    /** Asks for memory until it is given back. If there is none, reading stops until there is; it is asked for again then. */
    void keep(int bytes);

    /** Gives back what was kept, if anything. */
    void giveBack();
}

package io.citywatch.ingest.codec;

/**
 * The memory for one connection's large packets of which a part is still to come. What has come of a packet is kept until the
 * rest is there, and who sends it decides how long that takes. Used on the connection's event loop.
 */
public interface PacketRoom {
    /** What is said to one who wants to keep a packet. */
    enum Answer {
        TAKEN,
        /** There is none at the moment; reading has stopped until there is. */
        LATER,
        /** There is none for this one, who is not worth waiting for. */
        NEVER
    }

    /** Asks for memory; what is {@link Answer#TAKEN} has to be given back. */
    Answer take(int bytes);

    /** Gives back what was taken. */
    void giveBack(int bytes);
}

package io.citywatch.benchmarks.load;

import io.netty.buffer.ByteBuf;

/** What a load generator publishes. Asked from one thread for each connection. */
public interface LoadMessages {
    /** The user name with which a connection logs in. */
    String userName(int connection);

    /** The password that belongs to it. */
    String password(int connection);

    /** The topic of a connection's n-th message, in ASCII. */
    byte[] topic(int connection, long n);

    /** Writes the payload of a connection's n-th message, as measured at that time. */
    void writePayload(int connection, long n, long millis, ByteBuf out);
}

package io.citywatch.ingest.routing;

/** Somebody to whom messages go. Thread-safe: any thread may deliver. */
public interface Subscriber {
    /** Takes a message for sending; never blocks. */
    void deliver(Delivery delivery);

    /** A subscription is made anew: lets go of what was kept for it and still waits, since all of that comes once more. */
    default void letGoOfKept(TopicFilter filter) {}

    /** Whether a message that is delivered now goes out at once, rather than waiting for the client to come back. */
    boolean isConnected();

    /** Whether another one stands for the same client, e.g. an earlier session of it. */
    default boolean isSameClientAs(Subscriber other) {
        return this == other;
    }

    /** Whether messages to a device are meant for it, and are delivered when it has them; others only watch. */
    boolean takesCommands();
}

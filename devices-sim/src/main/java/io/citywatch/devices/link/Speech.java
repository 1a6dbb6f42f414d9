package io.citywatch.devices.link;

import io.citywatch.telemetry.command.Command;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connection speaks: in which topics and payloads it puts what devices say, and how it is spoken to. Not thread-safe; each
 * connection has its own, whose memory outlasts a broken one.
 */
interface Speech {
    /** Begins a session; what the server is to say when the connection breaks, or null for nothing. */
    default @Nullable Packet will() {
        return null;
    }

    /** What is said before everything else, as soon as the connection is open. */
    default List<Packet> greeting() {
        return List.of();
    }

    /** What was said before and has to be said again in a new session, before what follows. */
    default List<OutgoingMessage> saidAgain() {
        return List.of();
    }

    /** The message as it is published now. */
    Packet packet(OutgoingMessage message);

    /** The packet that was made of the message last was not published, and another will be. */
    default void unsent(OutgoingMessage message) {}

    /** Where it is spoken to. */
    List<String> filters();

    /**
     * What has come.
     *
     * @throws IOException when it can't be read
     */
    Heard heard(String topic, byte[] payload) throws IOException;

    /** What a message from the platform is. */
    sealed interface Heard {
        /** A command for a device. */
        record Commanded(Command command) implements Heard {}

        /** A request to say everything again that a new session begins with. */
        record BirthsWanted() implements Heard {}

        /** Nothing that concerns anybody here. */
        record Nothing() implements Heard {}
    }
}

package io.citywatch.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The TCP ports of 127.0.0.1: which are free, and whether a certain one is. */
public final class LoopbackPorts {
    static final String HOST = "127.0.0.1";

    /** What this JVM has given out: until it is bound, the machine would offer it a second time. */
    private static final Set<Integer> given = ConcurrentHashMap.newKeySet();

    private LoopbackPorts() {}

    /** A port that is free now, another one at each call. Nothing keeps other processes from it: bind it soon. */
    public static int free() {
        try {
            int port;
            do {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.bind(new InetSocketAddress(address(), 0));
                    port = socket.getLocalPort();
                }
            } while (!given.add(port));
            given.add(port);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on " + HOST, e);
        }
    }

    /**
     * The port itself, or a free one for 0.
     *
     * @throws PortTakenException if something listens there already
     */
    public static int claim(int port, String purpose) {
        if (port == 0) {
            return free();
        }
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of an earlier server that still wait out their time do not count as taken
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
            given.add(port);
            return port;
        } catch (BindException e) {
            throw new PortTakenException(port, purpose, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't bind %s:%d for %s".formatted(HOST, port, purpose), e);
        }
    }

    /** Never ::1, whatever the JVM prefers: it is the address that we tell to clients. */
    private static InetAddress address() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    static int requireValid(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 (choose one) to 65535, not " + port);
        }
        return port;
    }
}

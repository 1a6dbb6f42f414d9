package io.citywatch.console.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A wire between a browser and a console, which can be cut as a firewall does it: connections stay open, nothing passes, and
 * those that were open then stay dead for ever.
 */
public final class Wire implements AutoCloseable {
    private final ServerSocket server;
    private final int to;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile AtomicBoolean whole = new AtomicBoolean(true);

    private Wire(ServerSocket server, int to) {
        this.server = server;
        this.to = to;
    }

    /** A wire to that port of this machine. */
    public static Wire to(int port) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        start(wire::accept);
        return wire;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on nothing passes. */
    public void cut() {
        whole.set(false);
    }

    /** What is opened from now on passes again. */
    public void mend() {
        whole = new AtomicBoolean(true);
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                sockets.add(near);
                sockets.add(far);
                AtomicBoolean passes = whole;
                start(() -> pass(near, far, passes));
                start(() -> pass(far, near, passes));
            }
        } catch (IOException e) {
            // The wire is closed.
        }
    }

    private static void pass(Socket from, Socket to, AtomicBoolean passes) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (passes.get()) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
            if (passes.get()) {
                to.close();
            }
        } catch (IOException e) {
            // One of the two has closed it.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

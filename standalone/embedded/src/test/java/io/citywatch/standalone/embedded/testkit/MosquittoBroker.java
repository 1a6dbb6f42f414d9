package io.citywatch.standalone.embedded.testkit;

import io.citywatch.standalone.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Mosquitto that keeps its sessions on disk, for tests; it can be stopped and started again on the same port. */
public final class MosquittoBroker implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path folder;
    private final int port = LoopbackPorts.free();
    private Process process;

    /** Prepares a broker; it runs after {@link #start}. */
    public MosquittoBroker(Path folder, String... access) throws IOException {
        this.folder = Files.createDirectories(folder);
        List<String> lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "persistence true",
                "persistence_location " + folder + "/",
                "max_queued_messages 0",
                "log_dest file " + folder.resolve("log"),
                "user " + System.getProperty("user.name")));
        lines.addAll(List.of(access));
        Files.write(folder.resolve("conf"), lines);
    }

    /** A broker that lets everybody in, running. */
    public static MosquittoBroker open(Path folder) throws IOException {
        MosquittoBroker broker = new MosquittoBroker(folder, "allow_anonymous true");
        broker.start();
        return broker;
    }

    public void start() throws IOException {
        process = new ProcessBuilder("mosquitto", "-c", folder.resolve("conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(SOON).until(this::answers);
    }

    /** Stops it as its service does; it writes its sessions to disk before it goes. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("mosquitto did not stop");
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("mosquitto has ended; see " + folder.resolve("log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}

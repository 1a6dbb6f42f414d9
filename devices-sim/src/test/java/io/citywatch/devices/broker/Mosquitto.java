package io.citywatch.devices.broker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real broker on a free port of the loopback interface, without passwords. */
public final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final List<String> settings;
    private Process process;

    private Mosquitto(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
    }

    /** Starts a broker whose files are in that folder. */
    public static Mosquitto start(Path folder, String... settings) {
        return started(
                folder,
                Stream.concat(Stream.of("allow_anonymous true"), Stream.of(settings))
                        .toList());
    }

    /** Starts a broker that lets nobody in. */
    public static Mosquitto startClosed(Path folder) {
        try {
            Path noPasswords = Files.createFile(folder.resolve("no-passwords"));
            return started(folder, List.of("allow_anonymous false", "password_file " + noPasswords));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mosquitto started(Path folder, List<String> settings) {
        Mosquitto mosquitto = new Mosquitto(folder, freePort(), settings);
        mosquitto.start();
        return mosquitto;
    }

    public int port() {
        return port;
    }

    public void start() {
        try {
            Path config = folder.resolve("mosquitto.conf");
            Files.write(
                    config,
                    Stream.concat(
                                    Stream.of(
                                            "listener " + port + " 127.0.0.1",
                                            // Started by root it would become another user, who may not read our files.
                                            "user " + System.getProperty("user.name"),
                                            "persistence false",
                                            "max_queued_messages 0"),
                                    settings.stream())
                            .toList());
            process = new ProcessBuilder(executable(), "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("mosquitto can't be started; install the package mosquitto", e);
        }
        await().atMost(Duration.ofSeconds(10)).until(this::answers);
    }

    /** Ends the broker as a crash would. */
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    @Override
    public void close() {
        process.destroy();
        ended();
    }

    private void ended() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("mosquitto does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String executable() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("mosquitto");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

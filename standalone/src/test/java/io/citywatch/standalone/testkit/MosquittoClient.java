package io.citywatch.standalone.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code mosquitto_pub} and {@code mosquitto_sub}, as one user, against a gateway on loopback. */
public final class MosquittoClient {
    private static final int RUN_SECONDS = 30;

    private final int port;
    private final String user;
    private final @Nullable String password;

    public MosquittoClient(int port, String user, @Nullable String password) {
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** A client that shows an access token as its user name, and no password. */
    public static MosquittoClient byToken(int port, String token) {
        return new MosquittoClient(port, token, null);
    }

    /** Publishes one message with QoS 1; returns when it is acknowledged, refused or the client gave up. */
    public Outcome publish(String topic, String payload) throws IOException, InterruptedException {
        return run(command("mosquitto_pub", "-q", "1", "-V", "5", "-t", topic, "-m", payload));
    }

    /** The same with options of one's own. */
    public Outcome publish(List<String> options) throws IOException, InterruptedException {
        List<String> command = command("mosquitto_pub");
        command.addAll(options);
        return run(command);
    }

    /** Subscribes with QoS 1 and keeps what comes. */
    public Subscription subscribe(String filter) throws IOException {
        // Topic and payload on one line; an empty payload shows as nothing behind the blank.
        Process process = new ProcessBuilder(
                        command("mosquitto_sub", "-q", "1", "-V", "5", "-t", filter, "-F", "%r %t %p"))
                .redirectErrorStream(true)
                .start();
        return new Subscription(process);
    }

    private List<String> command(String program, String... options) {
        List<String> command =
                new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-p", Integer.toString(port), "-u", user));
        if (password != null) {
            Collections.addAll(command, "-P", password);
        }
        Collections.addAll(command, options);
        return command;
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.get(0) + " did not end within " + RUN_SECONDS + " s");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.exitValue(), output);
    }

    /**
     * How a client ended.
     *
     * @param exitCode 0 when all went well
     * @param output what it printed
     */
    public record Outcome(int exitCode, String output) {}

    /** A subscriber that runs until it is closed. */
    public static final class Subscription implements AutoCloseable {
        private final Process process;
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        private Subscription(Process process) {
            this.process = process;
            Thread reader = new Thread(this::read, "mosquitto_sub");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
                reader.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                lines.add("ended: " + e.getMessage());
            }
        }

        /** What has come so far, each as {@code retain topic payload}. */
        public List<String> lines() {
            synchronized (lines) {
                return List.copyOf(lines);
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}

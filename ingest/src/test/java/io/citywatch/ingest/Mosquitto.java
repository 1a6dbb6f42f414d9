package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Mosquitto's command-line clients. */
final class Mosquitto {
    private Mosquitto() {}

    /** What a client's run ended with; the output holds both of its streams. */
    record Outcome(int exitCode, String output) {
        List<String> lines() {
            return output.lines().filter(line -> !line.equals("Timed out")).toList();
        }
    }

    static Outcome pub(int port, String... options) throws IOException, InterruptedException {
        return run(start("mosquitto_pub", port, options));
    }

    static Outcome sub(int port, String... options) throws IOException, InterruptedException {
        return run(startSub(port, options));
    }

    static Process startSub(int port, String... options) throws IOException {
        return start("mosquitto_sub", port, options);
    }

    private static Process start(String client, int port, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(client, "-h", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Outcome run(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}

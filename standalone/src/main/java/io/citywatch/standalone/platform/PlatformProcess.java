package io.citywatch.standalone.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole platform in a process of its own, with free ports and without a simulated city: for measurements that are not to
 * share a heap with it, and for tests that kill it.
 */
public final class PlatformProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("citywatch is up: console http://127.0.0.1:(?<http>\\d+) "
            + "mqtt 127.0.0.1:(?<mqtt>\\d+) influxdb http://127.0.0.1:(?<influx>\\d+) "
            + "flink http://127.0.0.1:(?<flink>\\d+)");
    private static final String MAIN_CLASS = "io.citywatch.standalone.Citywatch";

    private final Process process;
    private final Path data;
    private final Matcher ready;

    private PlatformProcess(Process process, Path data, Matcher ready) {
        this.process = process;
        this.data = data;
        this.ready = ready;
    }

    /**
     * Starts {@code demo} with the JVM options and the class path of this process; returns when it says that it is up.
     *
     * @param data its data folder
     * @param options more options of {@code demo}
     * @throws IOException when it ends before that; what it said is on standard error
     */
    public static PlatformProcess start(Path data, String... options) throws IOException {
        Process process = command(data, options)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.find()) {
                discard(output);
                return new PlatformProcess(process, data, matcher);
            }
        }
        process.destroy();
        throw new IOException("the platform ended before it was up");
    }

    /** What {@link #start} runs, with its words wherever those of a {@link ProcessBuilder} go. */
    public static ProcessBuilder command(Path data, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
        command.addAll(List.of("demo", "--sim", "none", "--data", data.toString()));
        for (String port : List.of("mqtt", "mqtts", "http", "influx", "kafka", "flink")) {
            command.addAll(List.of("--" + port + "-port", "0"));
        }
        command.addAll(List.of(options));
        return new ProcessBuilder(command);
    }

    /** Reads on, so that the process never waits for somebody to take its words. */
    private static void discard(BufferedReader output) {
        Thread thread = new Thread(
                () -> {
                    try (output) {
                        output.transferTo(java.io.Writer.nullWriter());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "platform-output");
        thread.setDaemon(true);
        thread.start();
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    public int mqttPort() {
        return port("mqtt");
    }

    public int httpPort() {
        return port("http");
    }

    public int influxPort() {
        return port("influx");
    }

    public int flinkPort() {
        return port("flink");
    }

    /** Waits until the process ends by itself; gives its exit code. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills the process as {@code kill -9} does; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the platform as Ctrl-C does, and kills it when that takes too long. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Platform.STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    private int port(String name) {
        return Integer.parseInt(ready.group(name));
    }
}

package io.citywatch.standalone.embedded.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A VictoriaMetrics of a test, which speaks InfluxDB's API v2 for writing. */
public final class VictoriaMetricsProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI url;

    private VictoriaMetricsProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one and returns when it answers. */
    public static VictoriaMetricsProcess start(Path folder) throws IOException {
        return start(folder, freePort());
    }

    /** Starts one on that port and returns when it answers. */
    public static VictoriaMetricsProcess start(Path folder, int port) throws IOException {
        Process process = new ProcessBuilder(
                        "victoria-metrics",
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-storageDataPath=" + folder,
                        "-retentionPeriod=100y",
                        "-dedup.minScrapeInterval=1ms")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var server = new VictoriaMetricsProcess(process, URI.create("http://127.0.0.1:" + port));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> server.get("/health")
                .equals("OK"));
        return server;
    }

    public URI url() {
        return url;
    }

    /** What it holds of a metric, a JSON object a line; what was just written is shown. */
    public String export(String metric) throws IOException, InterruptedException {
        get("/internal/force_flush");
        return get("/api/v1/export?match=" + metric);
    }

    /** Writes lines of line protocol with times in milliseconds; they are shown from then on. */
    public void write(String lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/write?precision=ms"))
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IOException(answer.body());
        }
        get("/internal/force_flush");
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

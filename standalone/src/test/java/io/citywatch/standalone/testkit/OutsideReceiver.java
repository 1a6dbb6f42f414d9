package io.citywatch.standalone.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An office outside, to which alarms are told: an HTTP server on loopback that takes whatever comes and remembers it. */
public final class OutsideReceiver implements AutoCloseable {
    /** The secret of the receiver at {@code /hook}. */
    public static final String SECRET = "citywatch-example-secret";

    private static final String RECEIVERS =
            """
            {"sender": "citywatch.jiaozuo.example", "senderName": {"zh": "焦作", "en": "Jiaozuo"},
             "receivers": [
               {"id": "hook", "type": "webhook", "url": "http://127.0.0.1:%1$d/hook", "secret": "file:hook.secret"},
               {"id": "cap", "type": "cap", "url": "http://127.0.0.1:%1$d/cap"}]}""";

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private OutsideReceiver(HttpServer server) {
        this.server = server;
    }

    /**
     * What it was told.
     *
     * @param path at which of its addresses
     * @param headers by their names in small letters
     * @param body the body
     */
    public record Told(String path, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Starts one, and names it in the data folder of a platform that is to start. */
    public static OutsideReceiver start(Path data) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OutsideReceiver receiver = new OutsideReceiver(server);
        server.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            receiver.told.add(new Told(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/hook.secret"), SECRET);
        Files.writeString(
                data.resolve("receivers.json"),
                RECEIVERS.formatted(server.getAddress().getPort()));
        return receiver;
    }

    /** What it was told at that path so far. */
    public List<Told> at(String path) {
        return told.stream().filter(each -> each.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

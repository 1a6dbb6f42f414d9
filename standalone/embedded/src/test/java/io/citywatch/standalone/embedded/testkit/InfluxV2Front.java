package io.citywatch.standalone.embedded.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for an InfluxDB 2 with its token, its organization, its buckets and its InfluxQL that changes nothing, before a real
 * InfluxDB 1 that keeps the points: a bucket is a database, and one with a slash in its name a retention policy of it.
 *
 * <p>What it answers is what InfluxDB 2.7's "v2 API" and "1.x compatibility API" say; what they do not say it does not show.
 */
public final class InfluxV2Front implements AutoCloseable {
    /** The only organization. */
    public static final String ORG = "jiaozuo";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> UNKNOWN = Set.of("INTO", "CREATE", "DROP", "ALTER", "CARDINALITY");
    private static final int THREADS = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Integer> everySeconds = new LinkedHashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final Set<String> missed = ConcurrentHashMap.newKeySet();
    private final URI influxdb;
    private final String token;
    private final HttpServer server;
    private volatile boolean readOnlyBuckets;

    private InfluxV2Front(URI influxdb, String token, HttpServer server) {
        this.influxdb = influxdb;
        this.token = token;
        this.server = server;
    }

    /** Starts one before that InfluxDB 1. */
    public static InfluxV2Front start(URI influxdb, String token) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        InfluxV2Front front = new InfluxV2Front(influxdb, token, server);
        server.setExecutor(front.threads);
        server.createContext("/", front::answer);
        server.start();
        return front;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Makes a bucket that keeps its points for ever. */
    public synchronized void makeBucket(String name) throws IOException, InterruptedException {
        statement("CREATE DATABASE \"" + name + '"');
        everySeconds.put(name, 0);
    }

    /** From now on the token may create no buckets. */
    public void forbidBuckets() {
        readOnlyBuckets = true;
    }

    /** How long each bucket keeps its points, in seconds; 0: for ever. */
    public synchronized Map<String, Integer> retention() {
        return Map.copyOf(everySeconds);
    }

    /** The buckets that were written to and are not there. */
    public Set<String> missed() {
        return Set.copyOf(missed);
    }

    /** The bucket in which a query that names no retention policy finds that database. */
    public synchronized String defaultBucket(String database) {
        return defaults.getOrDefault(database, "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("X-Influxdb-Version", "v2.7.12");
            if (path.equals("/ping")) {
                send(exchange, 204, "");
            } else if (!("Token " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                fail(exchange, 401, "unauthorized", "unauthorized access");
            } else {
                switch (exchange.getRequestMethod() + ' ' + path) {
                    case "POST /api/v2/write" -> write(exchange);
                    case "GET /query" -> query(exchange);
                    case "GET /api/v2/orgs" ->
                        send(exchange, 200, "{\"orgs\":[{\"id\":\"0b\",\"name\":\"" + ORG + "\"}]}");
                    case "GET /api/v2/buckets" -> buckets(exchange);
                    case "POST /api/v2/buckets" -> createBucket(exchange);
                    case "GET /api/v2/dbrps" -> mappings(exchange);
                    case "POST /api/v2/dbrps" -> map(exchange);
                    default -> fail(exchange, 404, "not found", "path not found");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(HttpExchange exchange) throws IOException, InterruptedException {
        Map<String, String> parameters = parameters(exchange);
        String bucket = parameters.getOrDefault("bucket", "");
        if (!ORG.equals(parameters.get("org"))) {
            fail(exchange, 404, "not found", "organization name \"" + parameters.get("org") + "\" not found");
            return;
        }
        if (!has(bucket)) {
            missed.add(bucket);
            fail(exchange, 404, "not found", "bucket \"" + bucket + "\" not found");
            return;
        }
        String[] place = place(bucket);
        HttpRequest.Builder request = HttpRequest.newBuilder(influxdb.resolve("/write?precision="
                        + parameters.getOrDefault("precision", "ns") + "&db=" + place[0] + "&rp=" + place[1]))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 204) {
            send(exchange, 204, "");
        } else {
            fail(
                    exchange,
                    answer.statusCode(),
                    "invalid",
                    JSON.readTree(answer.body()).path("error").asText());
        }
    }

    private void query(HttpExchange exchange) throws IOException, InterruptedException {
        String statement = parameters(exchange).getOrDefault("q", "");
        for (String word : statement.toUpperCase(Locale.ROOT).split("\\s+")) {
            if (UNKNOWN.contains(word)) {
                send(exchange, 200, "{\"results\":[{\"statement_id\":0,\"error\":\"not implemented: " + word + "\"}]}");
                return;
            }
        }
        HttpRequest request = HttpRequest.newBuilder(
                        influxdb.resolve("/query?" + exchange.getRequestURI().getRawQuery()))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        send(exchange, answer.statusCode(), answer.body());
    }

    private synchronized void buckets(HttpExchange exchange) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("buckets");
        String name = parameters(exchange).get("name");
        for (String bucket : everySeconds.keySet()) {
            if (name == null || name.equals(bucket)) {
                list.add(described(bucket));
            }
        }
        send(exchange, 200, answer.toString());
    }

    private synchronized void createBucket(HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode wanted = JSON.readTree(exchange.getRequestBody());
        String name = wanted.path("name").asText();
        if (readOnlyBuckets) {
            fail(exchange, 403, "forbidden", "insufficient permissions for write");
        } else if (everySeconds.containsKey(name)) {
            fail(exchange, 422, "conflict", "bucket with name " + name + " already exists");
        } else {
            int seconds = wanted.at("/retentionRules/0/everySeconds").asInt(0);
            String[] place = place(name);
            statement("CREATE DATABASE \"" + place[0] + '"');
            if (!place[1].isEmpty()) {
                statement("CREATE RETENTION POLICY \"" + place[1] + "\" ON \"" + place[0] + "\" DURATION " + seconds
                        + "s REPLICATION 1");
            }
            everySeconds.put(name, seconds);
            send(exchange, 201, described(name).toString());
        }
    }

    private synchronized void mappings(HttpExchange exchange) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        var content = answer.putArray("content");
        defaults.forEach((database, bucket) -> content.addObject()
                .put("bucketID", id(bucket))
                .put("database", database)
                .put("default", true));
        send(exchange, 200, answer.toString());
    }

    private synchronized void map(HttpExchange exchange) throws IOException {
        JsonNode wanted = JSON.readTree(exchange.getRequestBody());
        String id = wanted.path("bucketID").asText();
        for (String bucket : everySeconds.keySet()) {
            if (id(bucket).equals(id) && wanted.path("default").asBoolean()) {
                defaults.put(wanted.path("database").asText(), bucket);
            }
        }
        send(exchange, 201, wanted.toString());
    }

    private synchronized boolean has(String bucket) {
        return everySeconds.containsKey(bucket);
    }

    private ObjectNode described(String bucket) {
        ObjectNode answer = JSON.createObjectNode()
                .put("id", id(bucket))
                .put("name", bucket)
                .put("orgID", "0b");
        answer.putArray("retentionRules")
                .addObject()
                .put("type", "expire")
                .put("everySeconds", everySeconds.getOrDefault(bucket, 0));
        return answer;
    }

    private static String id(String bucket) {
        return "id-" + bucket.replace('/', '-');
    }

    private static String[] place(String bucket) {
        int slash = bucket.indexOf('/');
        return slash < 0
                ? new String[] {bucket, ""}
                : new String[] {bucket.substring(0, slash), bucket.substring(slash + 1)};
    }

    private void statement(String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        influxdb.resolve("/query?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (answer.contains("error")) {
            throw new UncheckedIOException(new IOException(answer));
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String each : query == null ? new String[0] : query.split("&")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        each.substring(0, equals),
                        URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static void fail(HttpExchange exchange, int status, String code, String message) throws IOException {
        send(
                exchange,
                status,
                JSON.createObjectNode()
                        .put("code", code)
                        .put("message", message)
                        .toString());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

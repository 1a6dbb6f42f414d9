package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Flink's command line and its REST API, as who runs a cluster uses them. */
final class FlinkClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI rest;

    FlinkClient(URI rest) {
        this.rest = rest;
    }

    /** Runs {@code bin/flink} with these arguments; an action is named first, and the cluster's address is put behind it. */
    void flink(String action, String... arguments) {
        String address = rest.getHost() + ':' + rest.getPort();
        FlinkDistribution.commandLine(Stream.concat(Stream.of(action, "-m", address), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    /** The names of the TaskManagers that have registered. */
    Set<String> taskManagers() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        get("/taskmanagers")
                .path("taskmanagers")
                .forEach(each -> names.add(each.path("id").asText()));
        return names;
    }

    /** The id of the job of that name that is under way. */
    String idOf(String job) throws IOException, InterruptedException {
        return StreamSupport.stream(get("/jobs/overview").path("jobs").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(job)
                        && each.path("end-time").asLong() < 0)
                .map(each -> each.path("jid").asText())
                .findFirst()
                .orElseThrow(() -> new IOException("there is no job " + job));
    }

    /** Waits until every task of the job runs. */
    void awaitRunning(String job) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> vertices(job).stream()
                .allMatch(vertex -> vertex.path("tasks").path("RUNNING").asInt()
                        == vertex.path("parallelism").asInt()));
    }

    /** The groups of chained operators of a job. */
    List<JsonNode> vertices(String job) throws IOException, InterruptedException {
        List<JsonNode> vertices = new ArrayList<>();
        get("/jobs/" + idOf(job)).path("vertices").forEach(vertices::add);
        assertThat(vertices).isNotEmpty();
        return vertices;
    }

    /** Where the tasks of a job run. */
    Set<String> taskManagersOf(String job) throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (JsonNode vertex : vertices(job)) {
            get("/jobs/" + idOf(job) + "/vertices/" + vertex.path("id").asText() + "/taskmanagers")
                    .path("taskmanagers")
                    .forEach(each -> names.add(each.path("taskmanager-id").asText()));
        }
        return names;
    }

    /** The tasks of the vertex whose name begins so. */
    List<JsonNode> subtasks(String job, String vertexName) throws IOException, InterruptedException {
        JsonNode vertex = vertices(job).stream()
                .filter(each -> each.path("name").asText().startsWith(vertexName))
                .findFirst()
                .orElseThrow();
        List<JsonNode> subtasks = new ArrayList<>();
        get("/jobs/" + idOf(job) + "/vertices/" + vertex.path("id").asText())
                .path("subtasks")
                .forEach(subtasks::add);
        return subtasks;
    }

    /** What Flink says of the job's checkpoints. */
    JsonNode checkpoints(String job) throws IOException, InterruptedException {
        return get("/jobs/" + idOf(job) + "/checkpoints");
    }

    /** How the job's checkpoints are made. */
    JsonNode checkpointing(String job) throws IOException, InterruptedException {
        return get("/jobs/" + idOf(job) + "/checkpoints/config");
    }

    /** Waits for a checkpoint that was begun after this was called. */
    void awaitCheckpoint(String job) throws IOException, InterruptedException {
        long completed = completed(job);
        await().atMost(PATIENCE).until(() -> completed(job) >= completed + 2);
    }

    /** Stops the job with a savepoint in the canonical form, the only one in the folder; returns where that is. */
    Path stop(String job, Path folder) throws IOException, InterruptedException {
        flink(
                "stop",
                "--type",
                "canonical",
                "--savepointPath",
                Files.createDirectories(folder).toUri().toString(),
                idOf(job));
        try (Stream<Path> savepoints = Files.list(folder)) {
            return savepoints.findFirst().orElseThrow();
        }
    }

    private long completed(String job) throws IOException, InterruptedException {
        return checkpoints(job).path("counts").path("completed").asLong();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(HttpRequest.newBuilder(rest.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " is answered with " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}

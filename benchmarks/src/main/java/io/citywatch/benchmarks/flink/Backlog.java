package io.citywatch.benchmarks.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** How much of the uplink the jobs have still to read, by what their sources say; Flink asks them each ten seconds. */
public final class Backlog {
    private static final String SOURCE = "Source: uplink";
    private static final String PENDING = "Source__uplink.pendingRecords";
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final FlinkPage flink;

    public Backlog(FlinkPage flink) {
        this.flink = flink;
    }

    /**
     * Waits until each job has at most so many messages to read.
     *
     * @throws IllegalStateException when it takes longer than the patience
     */
    public void awaitAtMost(long messages, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Optional<Long> most = most(); most.isEmpty() || most.get() > messages; most = most()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + patience.toSeconds() + " s a job has still to read "
                        + most.map(Object::toString).orElse("an unknown number of") + " messages");
            }
            Thread.sleep(BETWEEN.toMillis());
        }
    }

    /** The most that one job has still to read; empty while a job has not said it. */
    private Optional<Long> most() throws IOException, InterruptedException {
        long most = 0;
        for (String job : flink.jobs()) {
            for (JsonNode vertex : flink.get("/jobs/" + job).path("vertices")) {
                if (vertex.path("name").asText().startsWith(SOURCE)) {
                    String metrics =
                            "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
                    JsonNode pending = flink.get(metrics + "?get=" + PENDING + "&agg=sum");
                    if (pending.isEmpty()) {
                        return Optional.empty();
                    }
                    most = Math.max(most, pending.path(0).path("sum").asLong());
                }
            }
        }
        return Optional.of(most);
    }
}

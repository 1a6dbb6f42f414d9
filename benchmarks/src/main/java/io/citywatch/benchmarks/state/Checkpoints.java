package io.citywatch.benchmarks.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.benchmarks.flink.FlinkPage;
import java.io.IOException;
import java.time.Duration;

/** Takes checkpoints of the one job of a cluster. */
final class Checkpoints {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 20;

    private final FlinkPage flink;
    private final String path;

    Checkpoints(FlinkPage flink) throws IOException, InterruptedException {
        this.flink = flink;
        path = "/jobs/" + flink.jobs().get(0) + "/checkpoints";
    }

    /**
     * A checkpoint that is complete.
     *
     * @param millis how long it took from its start to the last confirmation
     * @param bytes all that it refers to
     * @param newBytes what was written for it
     */
    record Taken(long millis, long bytes, long newBytes) {}

    /** Takes one, which rests on earlier ones where the state can do that. */
    Taken take() throws IOException, InterruptedException {
        long before = newest().path("id").asLong();
        flink.post(path, "{\"checkpointType\":\"CONFIGURED\"}");
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (JsonNode newest = newest(); System.nanoTime() < end; newest = newest()) {
            if (newest.path("id").asLong() > before) {
                return new Taken(
                        newest.path("end_to_end_duration").asLong(),
                        newest.path("state_size").asLong(),
                        newest.path("checkpointed_size").asLong());
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("no checkpoint was completed within " + PATIENCE.toSeconds() + " s");
    }

    private JsonNode newest() throws IOException, InterruptedException {
        return flink.get(path).path("latest").path("completed");
    }
}

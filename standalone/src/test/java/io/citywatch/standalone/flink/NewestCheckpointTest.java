package io.citywatch.standalone.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestCheckpointTest {
    private static final Instant NOON = Instant.parse("2023-02-14T04:00:00Z");

    @TempDir
    Path job;

    @Test
    void thereIsNoneBeforeTheFirst() throws IOException {
        Files.createDirectories(job.resolve("a1/chk-1"));

        assertThat(NewestCheckpoint.in(job)).isEmpty();
        assertThat(NewestCheckpoint.in(job.resolve("not-there"))).isEmpty();
    }

    @Test
    void aCopyThatWroteTheOldOneLastChangesNothing() throws IOException {
        Path newest = checkpoint("b2/chk-100", NOON);
        checkpoint("a1/chk-99", NOON.plusSeconds(60));

        assertThat(NewestCheckpoint.in(job)).contains(newest);
    }

    @Test
    void whatWasNotCompletedIsPassedOver() throws IOException {
        Path complete = checkpoint("a1/chk-7", NOON);
        Files.createDirectories(job.resolve("a1/chk-8"));

        assertThat(NewestCheckpoint.in(job)).contains(complete);
    }

    private Path checkpoint(String name, Instant written) throws IOException {
        Path folder = Files.createDirectories(job.resolve(name));
        Path metadata = Files.writeString(folder.resolve("_metadata"), "state");
        Files.setLastModifiedTime(metadata, FileTime.from(written));
        return folder;
    }
}

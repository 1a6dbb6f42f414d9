package io.citywatch.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {
    @TempDir
    private Path folder;

    @Test
    void theNewestWholeCheckpointOfAnyRunIsFound() throws IOException {
        checkpoint("run-1/chk-9", 1000);
        Path newest = checkpoint("run-2/chk-3", 2000);
        Files.createDirectories(folder.resolve("run-2/chk-4"));

        assertThat(RetainedCheckpoints.newest(folder)).contains(newest);
    }

    @Test
    void whereThereIsNoneNoneIsFound() {
        assertThat(RetainedCheckpoints.newest(folder)).isEmpty();
        assertThat(RetainedCheckpoints.newest(folder.resolve("nowhere"))).isEmpty();
    }

    private Path checkpoint(String name, long millis) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(name));
        Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
        return checkpoint;
    }
}

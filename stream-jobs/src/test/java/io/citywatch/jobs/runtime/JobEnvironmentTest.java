package io.citywatch.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;

class JobEnvironmentTest {

    @Test
    void whereStateLivesAndHowManyTasksThereAreIsLeftToTheCluster() {
        Configuration settings =
                JobEnvironment.configuration(RuntimeOptions.of(JobArguments.parse(), RuntimeOptions.quick()));

        assertThat(settings.contains(StateBackendOptions.STATE_BACKEND)).isFalse();
        assertThat(settings.contains(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isFalse();
        assertThat(settings.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isFalse();
        assertThat(settings.contains(CoreOptions.DEFAULT_PARALLELISM)).isFalse();
        // Part of every savepoint: a change would make all of them unusable
        assertThat(settings.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(128);
    }

    @Test
    void theCommandLineGoesBeforeTheCluster() {
        Configuration settings = JobEnvironment.configuration(RuntimeOptions.of(
                JobArguments.parse("--state-backend", "rocksdb", "--parallelism", "3"), RuntimeOptions.quick()));

        assertThat(settings.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(settings.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(settings.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
    }
}

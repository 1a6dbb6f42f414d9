package io.citywatch.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.jobs.census.CensusOptions;
import io.citywatch.jobs.historian.HistorianOptions;
import io.citywatch.jobs.influx.InfluxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {

    @Test
    void withoutArgumentsTheUsualOptionsHold() {
        HistorianOptions historian = HistorianOptions.of(JobArguments.parse());
        CensusOptions census = CensusOptions.of(JobArguments.parse());

        assertThat(historian)
                .isEqualTo(HistorianOptions.of(JobOption.LOG.defaultText(), JobOption.INFLUX_URL.defaultText()));
        assertThat(historian.influx().batching().messages()).hasToString(JobOption.INFLUX_BATCH_MESSAGES.defaultText());
        assertThat(census.interval().toMillis()).hasToString(JobOption.CENSUS_INTERVAL_MILLIS.defaultText());
        assertThat(census.programme().year()).isEqualTo(2023);
    }

    @Test
    void argumentsTakeThePlaceOfTheUsual() {
        HistorianOptions options = HistorianOptions.of(JobArguments.parse(
                "--log", "kafka:9092", "--state-backend", "rocksdb", "--checkpoint-interval-millis", "700"));

        assertThat(options.log().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(options.runtime().stateBackend()).isEqualTo(RuntimeOptions.StateBackend.ROCKSDB);
        assertThat(options.runtime().checkpointInterval()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void aPasswordComesFromAFileAndIsNeverShown(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "swordfish\n");

        InfluxOptions influx = InfluxOptions.of(
                JobArguments.parse("--influx-user", "historian", "--influx-password-file", file.toString()));

        assertThat(influx.account()).isEqualTo(new InfluxOptions.Account("historian", "swordfish"));
        assertThat(influx.toString()).doesNotContain("swordfish");
    }

    @Test
    void whatIsUnknownDoubledOrOutOfRangeIsRefused() {
        assertThatThrownBy(() -> JobArguments.parse("--logs", "x")).hasMessageContaining("--log,");
        assertThatThrownBy(() -> JobArguments.parse("--log", "a", "--log", "b")).hasMessageContaining("twice");
        assertThatThrownBy(() -> JobArguments.parse("--log")).hasMessageContaining("no value");
        assertThatThrownBy(() -> CensusOptions.of(JobArguments.parse("--parallelism", "many")))
                .hasMessageContaining("1 to 128");
        assertThatThrownBy(() -> CensusOptions.of(JobArguments.parse("--parallelism", "0")))
                .hasMessageContaining("1 to 128");
        assertThatThrownBy(() -> CensusOptions.of(JobArguments.parse("--state-backend", "forst")))
                .hasMessageContaining("rocksdb");
        assertThatThrownBy(() -> InfluxOptions.of(JobArguments.parse("--influx-user", "x")))
                .hasMessageContaining("belong together");
    }
}

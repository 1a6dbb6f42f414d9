package io.citywatch.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InfluxdConfigTest {
    private static final InfluxdOptions OPTIONS = InfluxdOptions.in(Path.of("/data"));

    @Test
    void bindsToLoopbackOnly() {
        String config = InfluxdConfig.of(OPTIONS, 8086, 40_001);

        assertThat(config.lines().map(String::strip).filter(line -> line.startsWith("bind-address")))
                .containsExactly("bind-address = \"127.0.0.1:40001\"", "bind-address = \"127.0.0.1:8086\"");
    }

    @Test
    void writesTheDelayOfTheSync() {
        assertThat(InfluxdConfig.of(OPTIONS.withWalFsyncDelay(Duration.ofMillis(100)), 1, 2))
                .contains("wal-fsync-delay = \"100ms\"");
    }

    @Test
    void quotesAFolderWithAQuote() {
        assertThat(InfluxdConfig.of(InfluxdOptions.in(Path.of("/a \"b\"")), 1, 2))
                .contains("dir = \"/a \\\"b\\\"/meta\"");
    }

    @Test
    void refusesANegativeDelay() {
        assertThatThrownBy(() -> OPTIONS.withWalFsyncDelay(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

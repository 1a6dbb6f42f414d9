package io.citywatch.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaOptionsTest {
    private static final EmbeddedKafkaOptions OPTIONS = EmbeddedKafkaOptions.in(Path.of("data"));

    @Test
    void refusesARetentionOfNothing() {
        assertThatThrownBy(() -> OPTIONS.withRetention(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> OPTIONS.withPort(65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reachesTheBrokersProperties() {
        EmbeddedKafkaOptions options =
                OPTIONS.withRetention(Duration.ofHours(1)).withFlushEveryMessage(true);

        assertThat(BrokerProperties.of(options, 9092, 9093))
                .containsEntry("log.retention.ms", "3600000")
                .containsEntry("log.flush.interval.messages", "1")
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093");
    }
}

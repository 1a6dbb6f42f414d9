package io.citywatch.jobs.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogSpanTest {
    private static final TopicPartition SHORT = new TopicPartition("uplink", 0);
    private static final TopicPartition LONG = new TopicPartition("uplink", 1);

    @Test
    void whatTheLogHasDroppedIsPassedOverAndCounted() {
        try (MockConsumer<byte[], byte[]> log = new MockConsumer<>("none")) {
            LogSpan span = new LogSpan(Map.of(SHORT, 10L, LONG, 10L), Map.of(SHORT, 20L, LONG, 200L));
            log.assign(List.of(SHORT, LONG));
            log.seek(SHORT, 15);
            log.seek(LONG, 150);
            log.updateBeginningOffsets(Map.of(SHORT, 50L, LONG, 100L));

            assertThat(span.skipDropped(log, List.of(SHORT, LONG))).isEqualTo(5);

            assertThat(log.position(SHORT)).isEqualTo(50);
            assertThat(log.position(LONG)).isEqualTo(150);
        }
    }
}

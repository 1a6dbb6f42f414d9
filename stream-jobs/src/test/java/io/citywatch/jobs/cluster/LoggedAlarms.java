package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The alarms of the {@link SmallCity} as they stand in the log. */
final class LoggedAlarms {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestLog log;

    LoggedAlarms(TestLog log) {
        this.log = log;
    }

    /** Each leak was raised, and only once, however often a record was read. */
    void awaitLeaks(int from, int to) throws IOException {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Alarm> alarms = newest();
            assertThat(IntStream.range(from, to).mapToObj(SmallCity::leak))
                    .allSatisfy(id -> assertThat(alarms).containsKey(id));
        });
        assertThat(newest().values()).allSatisfy(alarm -> assertThat(alarm.history())
                .filteredOn(step -> step.cause().equals("raise"))
                .hasSize(1));
    }

    /** The alarms of those detectors come to that state. */
    void awaitState(int from, int to, AlarmState state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Alarm> alarms = newest();
            assertThat(IntStream.range(from, to).mapToObj(SmallCity::leak)).allSatisfy(id -> assertThat(alarms.get(id))
                    .isNotNull()
                    .extracting(Alarm::state)
                    .isEqualTo(state));
        });
    }

    /** By id, of each the version that is the newest. */
    Map<String, Alarm> newest() throws IOException {
        Map<String, Alarm> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : log.read(LogTopics.ALARMS)) {
            Alarm alarm = LogJson.alarm(record.value());
            newest.merge(alarm.id(), alarm, (one, other) -> one.version() > other.version() ? one : other);
        }
        return newest;
    }
}

package io.citywatch.benchmarks.census;

import io.citywatch.benchmarks.log.TopicTail;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows a city's count of gas safety devices in the log, from where the log ends when it begins. */
final class CountWatch implements AutoCloseable {
    private final TopicTail counts;
    private final String scope;

    CountWatch(String bootstrapServers, String city) {
        scope = "count/" + city + '/' + FacilityKind.GAS.code();
        counts = new TopicTail(bootstrapServers, LogTopics.CENSUS);
    }

    /**
     * Waits until the city counts so many assets as commissioned.
     *
     * @return whether it did within the patience
     */
    boolean awaitCommissioned(long assets, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : counts.next()) {
                if (scope.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                    AssetCount count = LogJson.assetCount(record.value());
                    if (count.at(Step.COMMISSIONED) == assets) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        counts.close();
    }
}

package io.citywatch.benchmarks.census;

import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a city's count of gas safety devices in the log, from where the log ends when it begins. */
final class CountWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String scope;

    CountWatch(String bootstrapServers, String city) {
        scope = "count/" + city + '/' + FacilityKind.GAS.code();
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> counts = List.of(new TopicPartition(LogTopics.CENSUS, 0));
        consumer.assign(counts);
        consumer.seekToEnd(counts);
        var unused = consumer.position(counts.get(0));
    }

    /**
     * Waits until the city counts so many assets as commissioned.
     *
     * @return whether it did within the patience
     */
    boolean awaitCommissioned(long assets, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
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
        consumer.close();
    }
}

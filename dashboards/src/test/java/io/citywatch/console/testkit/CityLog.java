package io.citywatch.console.testkit;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the log what the gateway and the jobs would; each call returns when the log has it. */
public final class CityLog implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;

    public CityLog(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public void put(Alarm alarm) {
        append(LogTopics.ALARMS, alarm.id(), LogJson.encode(alarm));
    }

    public void put(AssetCount count) {
        append(LogTopics.CENSUS, count.scope(), LogJson.encode(count));
    }

    public void put(TargetProgress progress) {
        append(LogTopics.CENSUS, progress.scope(), LogJson.encode(progress));
    }

    public void put(ParkingCount count) {
        append(LogTopics.CENSUS, count.area().scope(), LogJson.encode(count));
    }

    public void put(DeviceRecord device) {
        append(LogTopics.DEVICES, device.address().device(), LogJson.encode(device));
    }

    /** Writes any bytes, right or wrong. */
    public void append(String topic, String key, byte @Nullable [] value) {
        await(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** A message of a device, as the gateway appends it. */
    public void uplink(DeviceAddress address, String json, long arrival) {
        var record = new ProducerRecord<>(
                LogTopics.UPLINK,
                null,
                arrival,
                address.device().getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add(LogTopics.HEADER_TOPIC, address.topic(Channel.TELEMETRY).getBytes(StandardCharsets.UTF_8))
                .add(
                        LogTopics.HEADER_ARRIVAL,
                        ByteBuffer.allocate(Long.BYTES).putLong(arrival).array())
                .add(LogTopics.HEADER_QOS, new byte[] {1})
                .add(LogTopics.HEADER_PRINCIPAL, address.device().getBytes(StandardCharsets.UTF_8));
        await(record);
    }

    /** A mark of time in every partition of the uplink. */
    public void tick(long t) {
        producer.partitionsFor(LogTopics.UPLINK).forEach(partition -> {
            var record = new ProducerRecord<byte[], byte[]>(LogTopics.UPLINK, partition.partition(), t, null, null);
            record.headers().add(LogTopics.HEADER_TICK, new Tick(t, t).toBytes());
            await(record);
        });
    }

    private void await(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

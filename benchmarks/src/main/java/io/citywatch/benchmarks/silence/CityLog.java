package io.citywatch.benchmarks.silence;

import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the gateway would append: births, leaks, and a tick each second. */
final class CityLog implements AutoCloseable {
    private static final int DEVICES_PER_CONCENTRATOR = 500;
    private static final int REPORT_SECONDS = 60;
    private static final long TICK_MILLIS = 1000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private final long listeningSince;
    private long ticked;

    CityLog(String bootstrapServers, int partitions, long listeningSince) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        this.partitions = partitions;
        this.listeningSince = listeningSince;
    }

    /** The device is installed, and says nothing more. */
    void born(int device, int districts, long arrival) {
        String district = String.format("4108%02d", 1 + device % districts);
        Birth birth = new Birth(
                arrival,
                "asset-" + device,
                AssetState.COMMISSIONED,
                new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                Birth.Place.UNKNOWN,
                Birth.Share.NONE,
                0,
                REPORT_SECONDS);
        String concentrator = "concentrator/" + district + "/c-" + device / districts / DEVICES_PER_CONCENTRATOR;
        append(
                new DeviceAddress(district, FacilityKind.GAS, "gas-" + device),
                Channel.BIRTH,
                arrival,
                birth,
                concentrator);
    }

    /** Gas in a home. */
    void leaks(String device) {
        long now = System.currentTimeMillis();
        append(
                new DeviceAddress("410811", FacilityKind.GAS, device),
                Channel.TELEMETRY,
                now,
                Reading.at(now).with(Metric.GAS_LEL, 25).build(),
                device);
    }

    /** The gateway's mark of time, if a second has passed. */
    void tick() {
        long now = System.currentTimeMillis();
        if (now - ticked < TICK_MILLIS) {
            return;
        }
        ticked = now;
        byte[] tick = new Tick(now, listeningSince).toBytes();
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(
                    LogTopics.UPLINK,
                    partition,
                    now,
                    null,
                    null,
                    List.of(new RecordHeader(LogTopics.HEADER_TICK, tick))));
        }
    }

    private void append(DeviceAddress address, Channel channel, long arrival, DeviceMessage message, String principal) {
        List<Header> headers = List.of(
                new RecordHeader(LogTopics.HEADER_TOPIC, utf8(address.topic(channel))),
                new RecordHeader(LogTopics.HEADER_QOS, new byte[] {1}),
                new RecordHeader(LogTopics.HEADER_PRINCIPAL, utf8(principal)));
        send(new ProducerRecord<>(
                LogTopics.UPLINK,
                null,
                arrival,
                utf8(address.device()),
                DeviceMessageEncoder.encode(message),
                headers));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}

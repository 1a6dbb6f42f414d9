package io.citywatch.jobs.alarms;

import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log with the alarm job's topics, written as the gateway and the console do, and read as they do. */
final class AlarmLog implements AutoCloseable {
    static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    final List<Alarm> alarms = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();

    AlarmLog(Path folder) {
        kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder));
        kafka.createTopics(LogTopics.all().stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitioned() ? PARTITIONS : 1, (short) 1)
                        .configs(Map.of("retention.ms", "-1")))
                .toList());
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> read =
                List.of(new TopicPartition(LogTopics.ALARMS, 0), new TopicPartition(LogTopics.COMMANDS, 0));
        consumer.assign(read);
        consumer.seekToBeginning(read);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    void says(DeviceAddress address, Channel channel, long arrival, DeviceMessage message) {
        send(UplinkRecords.of(address, channel, arrival, message));
    }

    void ticks(long t, long listeningSince) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(UplinkRecords.tick(partition, new Tick(t, listeningSince)));
        }
    }

    void does(AlarmAction action) {
        send(new ProducerRecord<>(
                LogTopics.ALARM_ACTIONS, action.device().getBytes(StandardCharsets.UTF_8), LogJson.encode(action)));
    }

    /** A rule that holds from that time on. */
    void rule(String id, long from, String json) {
        send(new ProducerRecord<>(
                LogTopics.RULES, 0, from, id.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8)));
    }

    void does(AssetAction action) {
        send(new ProducerRecord<>(
                LogTopics.ALARM_ACTIONS, action.asset().getBytes(StandardCharsets.UTF_8), LogJson.encode(action)));
    }

    void books(LedgerPart part) {
        send(new ProducerRecord<>(
                LogTopics.LEDGER_PARTS, part.key().getBytes(StandardCharsets.UTF_8), LogJson.encode(part)));
    }

    void doesNonsense() {
        send(new ProducerRecord<>(
                LogTopics.ALARM_ACTIONS, new byte[] {'x'}, "{\"alarm\":1".getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads on until that holds. */
    void awaitUntil(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(() -> {
            readOn();
            return condition.call();
        });
    }

    private void readOn() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            try {
                if (record.topic().equals(LogTopics.ALARMS)) {
                    alarms.add(LogJson.alarm(record.value()));
                } else {
                    commands.add(LogJson.command(record.value()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
        producer.flush();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        kafka.close();
    }
}

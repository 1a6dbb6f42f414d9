package io.citywatch.standalone.testkit;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The alarms that a log holds, and when they called for attention. */
public final class AlarmCalls {
    private final List<Alarm> alarms;

    private AlarmCalls(List<Alarm> alarms) {
        this.alarms = alarms;
    }

    /** Reads what the log at that address holds now. */
    public static AlarmCalls read(String bootstrapServers) throws IOException {
        List<Alarm> alarms = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition topic = new TopicPartition(LogTopics.ALARMS, 0);
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic)).get(topic);
            while (consumer.position(topic) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    alarms.add(LogJson.alarm(record.value()));
                }
            }
        }
        return new AlarmCalls(alarms);
    }

    /** Every state of every alarm, in the order in which they were written. */
    public List<Alarm> alarms() {
        return alarms;
    }

    /** {@code {t} {alarm}} of each time that an alarm was raised, became worse, or came back. */
    public TreeSet<String> times() {
        TreeSet<String> times = new TreeSet<>();
        for (Alarm alarm : alarms) {
            for (Transition step : alarm.history()) {
                boolean worse = step.cause().equals("worsen");
                if (step.to() == AlarmState.UNACK && (worse || step.from() != AlarmState.UNACK)) {
                    times.add(step.t() + " " + alarm.id());
                }
            }
        }
        return times;
    }
}
